namespace Federated.Protocol.Errors;

/// <summary>
/// Reasons in <c>google.rpc.ErrorInfo</c>, domain <see cref="Domain"/>. A receiver decides by these, never by a message's words.
/// </summary>
public static class ErrorReasons
{
    public const string Domain = "federated";

    public const string JoinExpired = "FED_JOIN_EXPIRED";
    public const string JoinUsed = "FED_JOIN_USED";
    public const string JoinConsortium = "FED_JOIN_CONSORTIUM";
    public const string JoinUnknown = "FED_JOIN_UNKNOWN";
    public const string JoinRequest = "FED_JOIN_REQUEST";

    public const string CertificateMissing = "FED_CERTIFICATE_MISSING";
    public const string CertificateInvalid = "FED_CERTIFICATE_INVALID";
    public const string CertificateExpired = "FED_CERTIFICATE_EXPIRED";
    public const string PartnerPaused = "FED_PARTNER_PAUSED";
    public const string PartnerRemoved = "FED_PARTNER_REMOVED";

    public const string RoundOver = "FED_ROUND_OVER";
    public const string ProtocolViolation = "FED_PROTOCOL_VIOLATION";
    public const string BadMessage = "FED_BAD_MESSAGE";
    public const string NotFound = "FED_NOT_FOUND";
}
