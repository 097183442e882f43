using System.Net;

namespace Federated.Grpc.Client;

/// <summary>Turns failures below gRPC into statuses: HTTP status codes ("HTTP to gRPC Status Code Mapping"), HTTP/2 error codes ("Errors", gRPC over HTTP/2) and lost connections.</summary>
internal static class TransportErrors
{
    private const long NoError = 0x0;
    private const long RefusedStream = 0x7;
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;
    private const long InadequateSecurity = 0xc;

    public static StatusCode FromHttpStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    public static RpcException FromException(Uri address, Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException protocol)
                return Create(FromHttp2Error(protocol.ErrorCode), $"The server at {address.Authority} ended the call with the HTTP/2 error {protocol.ErrorCode}.", failure);
        }
        var detail = (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"The name {address.Host} cannot be resolved.",
            HttpRequestError.ConnectionError => $"No connection to {address.Authority}.",
            HttpRequestError.SecureConnectionError => $"No trusted TLS connection to {address.Authority}.",
            HttpRequestError.VersionNegotiationError => $"The server at {address.Authority} does not speak HTTP/2.",
            HttpRequestError.ProxyTunnelError => $"The proxy does not let a connection to {address.Authority} through.",
            _ => $"The connection to {address.Authority} broke off.",
        };
        return Create(StatusCode.Unavailable, detail, failure);
    }

    // NO_ERROR is what a server says that closes its connections in good order: another attempt reaches the next one.
    private static StatusCode FromHttp2Error(long errorCode) => errorCode switch
    {
        NoError or RefusedStream => StatusCode.Unavailable,
        Cancel => StatusCode.Cancelled,
        EnhanceYourCalm => StatusCode.ResourceExhausted,
        InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    private static RpcException Create(StatusCode code, string detail, Exception cause) => new(new Status(code, detail), new Metadata(), cause);
}
