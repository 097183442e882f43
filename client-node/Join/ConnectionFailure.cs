using System.Net.Http;
using System.Net.Security;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Errors;

namespace Federated.ClientNode.Join;

/// <summary>The one table from a failed call to what a person can do about it. It decides by codes and types, and repeats no word of the other side.</summary>
internal static class ConnectionFailure
{
    /// <param name="failure">How the call ended.</param>
    /// <param name="coordinator">Who was called.</param>
    /// <param name="tlsErrors">What was wrong with the certificate that the server showed last.</param>
    public static CommandException Explain(RpcException failure, Uri coordinator, SslPolicyErrors tlsErrors)
    {
        if (failure.GetErrorInfo() is { Domain: ErrorReasons.Domain } info && OfReason(info.Reason) is { } known)
            return known;
        var place = coordinator.Authority;
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }:
                    return Unreachable("NAME", $"the name {coordinator.Host} has no address here", "check coordinator: in node.yaml (or in the invite), and this machine's DNS");
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return Untrusted(coordinator, tlsErrors);
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return Unreachable("PROXY", $"the proxy does not let a connection to {place} through", "ask for the coordinator's address to be allowed, or name it in NO_PROXY when it is on your own network");
                case HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError }:
                    return Unreachable("PROTOCOL", $"{place} does not speak HTTP/2", "check the port; a proxy that inspects TLS may stand between, and must let HTTP/2 through");
                case OperationCanceledException:
                    return TimedOut(place);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }:
                    return Unreachable("REFUSED", $"nothing answers at {place}", "check that the coordinator runs, and that outbound connections to its port are allowed");
            }
        }

        return failure.StatusCode switch
        {
            StatusCode.DeadlineExceeded => TimedOut(place),
            StatusCode.Unavailable => Unreachable("LOST", $"the connection to {place} broke off", "try again; if it happens often, a firewall on the way may cut long connections"),
            var code => new CommandException("FED-CONNECT-CALL", $"the coordinator at {place} answered with {code}", "check that the address is that of a coordinator of a fitting version, and ask its operator for its log", ExitCode.Failed),
        };
    }

    private static CommandException? OfReason(string reason) => reason switch
    {
        ErrorReasons.JoinExpired => Join("EXPIRED", "the invite has expired", "ask the operator for a new one: fed-coordinator partner invite NAME", ExitCode.BadInput),
        ErrorReasons.JoinUsed => Join("USED", "the invite was used before, with another key", "if that was you, this partner has a node already: use its directory. If not, tell the operator at once: fed-coordinator partner remove NAME", ExitCode.BadInput),
        ErrorReasons.JoinConsortium => Join("CONSORTIUM", "the invite is for another consortium than this coordinator serves", "ask the operator for an invite of this consortium", ExitCode.BadInput),
        ErrorReasons.JoinUnknown => Join("UNKNOWN", "the coordinator knows no such invite for this partner", "check that the file is the newest and whole, or ask the operator for a new invite", ExitCode.BadInput),
        ErrorReasons.JoinRequest => Join("REQUEST", "the coordinator does not accept the certificate request of this node's key", "a certificate is given for the key that joined only; to change the key, ask the operator to remove this partner and to invite it again", ExitCode.Failed),
        ErrorReasons.CertificateMissing or ErrorReasons.CertificateInvalid => Stranger("CERTIFICATE", "the coordinator does not accept this node's certificate", "a proxy that inspects TLS may hide it: ask for an exception for the coordinator's address; else ask the operator for a new invite"),
        ErrorReasons.CertificateExpired => Stranger("EXPIRED", "this node's certificate has expired, or this machine's and the coordinator's clocks differ", "check the clock; else ask the operator to remove this partner and to invite it again, and join in a new directory"),
        ErrorReasons.PartnerPaused => Stranger("PAUSED", "the operator has paused this partner", "ask the operator; calls are accepted again after fed-coordinator partner resume NAME"),
        ErrorReasons.PartnerRemoved => Stranger("REMOVED", "the operator has removed this partner", "ask the operator for a new invite, and join in a new directory"),
        ErrorReasons.NotFound => new CommandException("FED-NOT-FOUND", "the coordinator does not have what was asked for", "try again: it may just have been replaced", ExitCode.Failed),
        _ => null,
    };

    private static CommandException Untrusted(Uri coordinator, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return Unreachable("TLS-NAME", $"the certificate of {coordinator.Authority} is not for the name {coordinator.Host}", "use the address that the operator gave to fed-coordinator init");
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? Unreachable("TLS", $"the certificate of {coordinator.Authority} is not of this consortium's authority, or not of this time", "check this machine's clock; a proxy that inspects TLS needs an exception for this address")
            : Unreachable("TLS", $"no TLS connection to {coordinator.Authority} comes about", "check the port; the coordinator needs TLS 1.2 or 1.3");
    }

    private static CommandException TimedOut(string place) =>
        Unreachable("TIMEOUT", $"{place} does not answer in time", "check the address, and that a firewall lets outbound connections to this port through");

    private static CommandException Unreachable(string kind, string what, string mend) => new($"FED-CONNECT-{kind}", what, mend, ExitCode.NoConnection);

    private static CommandException Stranger(string kind, string what, string mend) => new($"FED-MEMBER-{kind}", what, mend, ExitCode.NoConnection);

    private static CommandException Join(string kind, string what, string mend, int exit) => new($"FED-JOIN-{kind}", what, mend, exit);
}
