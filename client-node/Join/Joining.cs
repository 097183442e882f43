using System.Security.Cryptography.X509Certificates;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Federated.Protocol.Joining;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.ClientNode.Join;

/// <summary>
/// Becomes a member. First the coordinator introduces itself to a stranger and is held against the invite's pin; only then, over a connection
/// that trusts nothing but the pinned authority, the invite's secret is sent with a certificate request of a key that was made here and stays here.
/// The key is kept when anything fails on the way, since the coordinator gives a repeat with the same key the same answer. What makes the
/// directory a member is its last file, node.yaml.
/// </summary>
internal sealed class Joining(NodeDirectory directory, TimeProvider clock)
{
    /// <returns>When the certificate ends.</returns>
    /// <exception cref="CommandException">Codes FED-JOIN-…, FED-CONNECT-… .</exception>
    public async Task<DateTimeOffset> JoinAsync(Invite invite, CancellationToken cancellation)
    {
        if (directory.IsMember)
        {
            throw new CommandException(
                "FED-JOIN-MEMBER", $"{directory.Root} is a member of {NodeOptions.Parse(File.ReadAllText(directory.Options), directory.Options).Consortium} already",
                "use another --dir for another membership; a membership is never overwritten");
        }

        if (!NodeOptions.IsAddress(invite.Coordinator))
            throw new CommandException("FED-JOIN-FILE", "the invite's address is not https://HOST:PORT", "ask the operator to set address: in coordinator.yaml and to invite again");
        var introduction = await Introduction.AskAsync(invite.Coordinator, cancellation);
        using var authority = introduction.Check(invite, clock.GetUtcNow());
        SecretFile.CreateFolder(directory.Root);
        using var key = NodeKey.LoadOrCreate(directory);

        using var connection = ConsortiumConnection.OpenAsNewcomer(invite.Coordinator, authority);
        var answer = await connection.CallAsync(
            EnrollmentCalls.Join,
            new JoinRequest
            {
                Consortium = invite.Consortium,
                Partner = invite.Partner,
                InviteSecret = ByteString.CopyFrom(invite.Secret),
                CertificateSigningRequest = ByteString.CopyFrom(NodeKey.SigningRequest(key, invite.Partner)),
            },
            EnrollmentCalls.Timeout, cancellation);
        using var certificate = IssuedCertificate.Read(answer.Certificate.Span, key, authority, invite.Partner);
        Save(invite, authority, certificate);
        return certificate.NotAfter.ToUniversalTime();
    }

    private void Save(Invite invite, X509Certificate2 authority, X509Certificate2 certificate)
    {
        AtomicFile.Write(directory.Authority, authority.ExportCertificatePem() + "\n");
        AtomicFile.Write(directory.Certificate, certificate.ExportCertificatePem() + "\n");
        AtomicFile.Write(directory.Options, new NodeOptions(invite.Consortium, invite.Coordinator, invite.Partner).ToYaml());
    }
}
