using Federated.Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Federated.Grpc.Server;

/// <summary>What has to hold before a request is treated as gRPC at all; the answer to anything else is plain HTTP.</summary>
internal static class RequestGate
{
    public static bool TryEnter(HttpContext http)
    {
        if (!GrpcHeaders.IsGrpcContentType(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }
        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "h2c";
            return false;
        }
        http.Response.ContentType = GrpcHeaders.ContentType;
        http.Response.Headers[GrpcHeaders.AcceptEncoding] = GrpcHeaders.AcceptedEncodings;

        // The frame reader holds the bound of the message, and answers with a status instead of cutting the stream as Kestrel's bound would.
        // Kestrel's minimum data rate stays in force: a unary request comes in one piece, so a body that trickles is an attack or a dead path.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
            bodySize.MaxRequestBodySize = null;
        return true;
    }
}
