using Federated.Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Federated.Grpc.Server;

/// <summary>Answers gRPC calls to paths nobody mapped with UNIMPLEMENTED, and leaves every other request alone.</summary>
internal static class UnimplementedEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pattern = RoutePatternFactory.Parse("{**grpcPath}", defaults: null, parameterPolicies: new { grpcPath = new GrpcContentTypeConstraint() });
        endpoints.MapPost(pattern.RawText!, Answer).WithDisplayName("gRPC - unimplemented").Add(builder =>
        {
            ((RouteEndpointBuilder)builder).RoutePattern = pattern;
            // After every mapped method, and before an application's own fallback, which stands at int.MaxValue.
            ((RouteEndpointBuilder)builder).Order = int.MaxValue - 1;
        });
    }

    private static Task Answer(HttpContext http)
    {
        if (RequestGate.TryEnter(http))
        {
            ResponseWriter.WriteStatus(
                http.Response,
                new Status(StatusCode.Unimplemented, "This server has no method at this path. Check the service, its version and the address."),
                new Metadata());
        }
        return Task.CompletedTask;
    }

    private sealed class GrpcContentTypeConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null && GrpcHeaders.IsGrpcContentType(httpContext.Request.ContentType);
    }
}
