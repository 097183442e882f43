using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Joining;
using Federated.Protocol.V1;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Join;

/// <summary>
/// What whoever answers at an invite's address says about itself, before it is told anything. Only one that has the authority that the
/// invite pins, and a server certificate of that authority, is worth the secret.
/// </summary>
internal sealed class Introduction(GetConsortiumResponse answer, X509Certificate2? server)
{
    /// <summary>Greatest difference of the two clocks: 5 minutes, by which certificates are backdated.</summary>
    public static readonly TimeSpan GreatestClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>Asks over a connection that trusts nobody and sends nothing.</summary>
    /// <exception cref="CommandException">Nobody answers.</exception>
    public static async Task<Introduction> AskAsync(Uri coordinator, CancellationToken cancellation)
    {
        X509Certificate2? server = null;
        using var connection = ConsortiumConnection.OpenUntrusted(
            coordinator, certificate => server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
        return new Introduction(await connection.CallAsync(EnrollmentCalls.GetConsortium, new GetConsortiumRequest(), EnrollmentCalls.Timeout, cancellation), server);
    }

    /// <summary>Holds what was said against the invite.</summary>
    /// <returns>The pinned authority; the caller disposes it.</returns>
    /// <exception cref="CommandException">With code FED-JOIN-CONSORTIUM, FED-JOIN-CA or FED-JOIN-CLOCK.</exception>
    public X509Certificate2 Check(Invite invite, DateTimeOffset now)
    {
        if (answer.Consortium != invite.Consortium)
        {
            throw new CommandException(
                "FED-JOIN-CONSORTIUM", $"the invite is for consortium '{invite.Consortium}', but {invite.Coordinator.Authority} serves '{Shown.Of(answer.Consortium)}'; nothing secret was sent",
                "ask the operator for an invite of this consortium, or for the right address");
        }

        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(answer.CaCertificate.Span), invite.AuthorityPin))
            throw WrongAuthority($"{invite.Coordinator.Authority} does not have the authority that the invite pins", "someone may stand between, or the coordinator was made anew: compare the authority's SHA-256 with the operator by telephone, and ask for a new invite");
        RequireSameTime(now);
        var authority = X509CertificateLoader.LoadCertificate(answer.CaCertificate.Span);
        if (server is not null && IssuedCertificate.IsServerOf(authority, server))
            return authority;
        authority.Dispose();
        throw WrongAuthority($"the server certificate of {invite.Coordinator.Authority} was not issued by the authority that the invite pins", "a proxy that inspects TLS may stand between: ask for an exception for this address, and join again");
    }

    private void RequireSameTime(DateTimeOffset now)
    {
        if (!TryReadTime(out var there))
            throw new CommandException("FED-JOIN-CLOCK", "the coordinator does not say what time it is", "ask the operator whether the coordinator's version is current", ExitCode.Failed);
        if ((now - there).Duration() <= GreatestClockDifference)
            return;
        throw new CommandException(
            "FED-JOIN-CLOCK", $"here it is {now.ToUniversalTime():u}, at the coordinator {there.ToUniversalTime():u}: certificates would not hold; nothing secret was sent",
            "set this machine's clock (and let it be kept by NTP), or tell the operator if it is theirs that is wrong; then join again");
    }

    private bool TryReadTime(out DateTimeOffset time)
    {
        time = default;
        if (answer.ServerTime is not { } stamp)
            return false;
        try
        {
            time = stamp.ToDateTimeOffset();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static CommandException WrongAuthority(string what, string mend) => new("FED-JOIN-CA", $"{what}; nothing secret was sent", mend, ExitCode.VerificationFailed);
}
