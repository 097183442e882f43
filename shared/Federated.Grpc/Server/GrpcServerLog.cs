using Microsoft.Extensions.Logging;

namespace Federated.Grpc.Server;

/// <summary>What the server writes to its log.</summary>
internal static partial class GrpcServerLog
{
    [LoggerMessage(1, LogLevel.Error, "The handler of {Method} failed with an exception; the caller was told UNKNOWN without its text.")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "{Method} answered {StatusCode}: {Detail}")]
    public static partial void CallRefused(ILogger logger, string method, StatusCode statusCode, string detail);

    [LoggerMessage(3, LogLevel.Debug, "The caller of {Method} went away before the answer.")]
    public static partial void CallAborted(ILogger logger, string method);

    [LoggerMessage(4, LogLevel.Debug, "{Method} passed its deadline.")]
    public static partial void DeadlineExceeded(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Information, "gRPC serves {Service} through {Handler}: requests up to {MaxReceiveMessageSize} bytes, responses up to {MaxSendMessageSize}.")]
    public static partial void ServiceMapped(ILogger logger, string service, string handler, int maxReceiveMessageSize, int maxSendMessageSize);
}
