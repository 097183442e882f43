using Federated.Grpc.Client;

namespace Federated.Grpc.Tests.Client;

public sealed class TransportErrorsTests
{
    private static readonly Uri Address = new("https://localhost:1");

    [Theory]
    [InlineData(0x0, StatusCode.Unavailable)]
    [InlineData(0x1, StatusCode.Internal)]
    [InlineData(0x2, StatusCode.Internal)]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xb, StatusCode.ResourceExhausted)]
    [InlineData(0xc, StatusCode.PermissionDenied)]
    public void FromException_Http2Code_FollowsTheTable(long code, StatusCode expected) =>
        Assert.Equal(expected, TransportErrors.FromException(Address, new HttpRequestException("outer", new HttpProtocolException(code, "inner", null))).StatusCode);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "resolved")]
    [InlineData(HttpRequestError.ConnectionError, "No connection")]
    [InlineData(HttpRequestError.SecureConnectionError, "TLS")]
    [InlineData(HttpRequestError.VersionNegotiationError, "HTTP/2")]
    [InlineData(HttpRequestError.ProxyTunnelError, "proxy")]
    [InlineData(HttpRequestError.ResponseEnded, "broke off")]
    public void FromException_ConnectionFails_IsUnavailableAndSaysHow(HttpRequestError error, string words)
    {
        var cause = new HttpRequestException(error, "text of the platform");

        var failure = TransportErrors.FromException(Address, cause);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Contains(words, failure.Status.Detail, StringComparison.Ordinal);
        Assert.Same(cause, failure.InnerException);
    }
}
