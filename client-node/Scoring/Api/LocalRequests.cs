using System.Net;
using Microsoft.AspNetCore.Http;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>
/// Only programs of this machine may ask. A web page in a browser of this machine could reach a loopback port too, so whatever a browser says about itself is refused:
/// a Host that is not this machine's name (a page whose domain was made to lead here), an Origin, a Sec-Fetch-Site other than "none".
/// </summary>
internal static class LocalRequests
{
    /// <returns>Null when the request may go on.</returns>
    public static ApiProblem? Refuse(HttpContext context)
    {
        var (request, connection) = (context.Request, context.Connection);
        if (connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
            return new ApiProblem(StatusCodes.Status403Forbidden, "FED-API-REMOTE", "The scoring API answers programs of its own machine only.", "Call it from the machine that runs fed-node.");
        if (!IsOwnName(request.Host, connection.LocalPort))
            return new ApiProblem(StatusCodes.Status421MisdirectedRequest, "FED-API-HOST", "The request names another host.", $"Call http://127.0.0.1:{connection.LocalPort}.");
        if (request.Headers.Origin.Count > 0 || (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "none"))
            return new ApiProblem(StatusCodes.Status403Forbidden, "FED-API-ORIGIN", "The request comes from a web page.", "Call the API from a program; pages in a browser may not.");
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
            return new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "FED-API-MEDIA", "The body is not declared as JSON.", "Send Content-Type: application/json.");
        return null;
    }

    private static bool IsOwnName(HostString host, int port) =>
        host.Host is "127.0.0.1" || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? (host.Port ?? 80) == port : false;
}
