using Federated.Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Federated.Grpc.Server;

/// <summary>The call context of a request served by Kestrel.</summary>
internal sealed class HttpServerCallContext(HttpContext httpContext, string method, Metadata requestHeaders, DateTime deadline, CallTimer timer) : ServerCallContext
{
    private Dictionary<object, object>? _userState;

    public HttpContext HttpContext { get; } = httpContext;

    public override string Method { get; } = method;

    public override string Peer { get; } = PeerAddress.Of(httpContext.Connection);

    public override string Host => HttpContext.Request.Host.Value ?? "";

    public override DateTime Deadline { get; } = deadline;

    public override CancellationToken CancellationToken => timer.Token;

    public override Metadata RequestHeaders { get; } = requestHeaders;

    public override Metadata ResponseTrailers { get; } = new();

    public override IDictionary<object, object> UserState => _userState ??= [];

    public override Task WriteResponseHeadersAsync(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (HttpContext.Response.HasStarted)
            throw new InvalidOperationException("The response headers were sent before: call WriteResponseHeadersAsync at most once.");
        ResponseWriter.AppendMetadata(HttpContext.Response.Headers, responseHeaders);
        return HttpContext.Response.StartAsync(CancellationToken);
    }
}
