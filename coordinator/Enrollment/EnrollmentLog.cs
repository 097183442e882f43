namespace Federated.Coordinator.Enrollment;

internal static partial class EnrollmentLog
{
    [LoggerMessage(1001, LogLevel.Information, "Partner {Partner} joined")]
    public static partial void Joined(ILogger logger, string partner);

    [LoggerMessage(1002, LogLevel.Warning, "Enrolment refused ({Fault}) for {Peer}")]
    public static partial void JoinRefused(ILogger logger, EnrollmentFault fault, string peer);

    [LoggerMessage(1003, LogLevel.Information, "Certificate of {Partner} renewed")]
    public static partial void Renewed(ILogger logger, string partner);

    [LoggerMessage(1004, LogLevel.Warning, "Call {Method} from {Peer} refused: {Reason}")]
    public static partial void CallRefused(ILogger logger, string method, string peer, string reason);

    [LoggerMessage(1005, LogLevel.Information, "Server certificate issued, ends {Ends}")]
    public static partial void ServerCertificateIssued(ILogger logger, DateTimeOffset ends);
}
