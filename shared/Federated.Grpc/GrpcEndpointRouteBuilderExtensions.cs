using Federated.Grpc.Health;
using Federated.Grpc.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtobufServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Federated.Grpc;

/// <summary>Mapping of services to the paths of an application.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves every method of <paramref name="descriptor"/> through the public method of the same name in <typeparamref name="TService"/>:
    /// <c>Task&lt;TResponse&gt; Method(TRequest request, ServerCallContext context)</c>. The instance comes from dependency injection for each call,
    /// or is made with constructor injection when the class is not registered. The first call also maps an answer UNIMPLEMENTED for unknown services and methods.
    /// </summary>
    /// <exception cref="InvalidOperationException">AddGrpc was not called, a method is missing or has another signature, or a method of the descriptor streams.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder endpoints, ProtobufServiceDescriptor descriptor)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(descriptor);
        var server = endpoints.ServiceProvider.GetService<GrpcServer>()
            ?? throw new InvalidOperationException("gRPC is not registered: call services.AddGrpc() before MapGrpcService.");
        var options = server.Options;
        var methods = MethodBinder.Bind<TService>(descriptor, options, server.Logger)
            .Select(method => (IEndpointConventionBuilder)endpoints.MapPost(method.Path, method.Handler).WithDisplayName($"gRPC - {method.Path}"))
            .ToList();
        server.EnsureFallback(endpoints);
        GrpcServerLog.ServiceMapped(server.Logger, descriptor.FullName, typeof(TService).Name, options.MaxReceiveMessageSize, options.MaxSendMessageSize);
        return new GrpcServiceEndpointConventionBuilder(methods);
    }

    /// <summary>Serves the standard health service <c>grpc.health.v1.Health</c>; its statuses are set on the registered <see cref="HealthService"/>.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcHealthService(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<HealthService>(HealthService.Descriptor);
}
