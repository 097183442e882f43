using Federated.Grpc.Server;
using Microsoft.AspNetCore.Http;

namespace Federated.Grpc;

/// <summary>The way from a call to the request that carries it.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request of this call: its connection, client certificate and user.</summary>
    /// <exception cref="InvalidOperationException">The context does not come from this server, as in a unit test with a context of its own.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is HttpServerCallContext http
            ? http.HttpContext
            : throw new InvalidOperationException("This call context does not belong to an HTTP request.");
    }
}
