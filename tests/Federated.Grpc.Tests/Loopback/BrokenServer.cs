using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>A server that answers Echo with any HTTP response, right or wrong.</summary>
internal static class BrokenServer
{
    public static Task<LoopbackServer> StartAsync(RequestDelegate answer) => LoopbackServer.StartAsync(app => app.MapPost(RawCall.EchoPath, answer));

    /// <summary>Answers with these body bytes and trailers under a gRPC content type.</summary>
    public static Task<LoopbackServer> StartAsync(byte[] body, string? status, params (string Name, string Value)[] headers) => StartAsync(async http =>
    {
        http.Response.ContentType = "application/grpc";
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        await http.Response.StartAsync();
        await http.Response.Body.WriteAsync(body);
        if (status is not null)
            http.Response.AppendTrailer("grpc-status", status);
    });
}
