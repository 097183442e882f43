using Federated.Grpc.Health;
using Federated.Grpc.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Federated.Grpc;

/// <summary>Registration of the server.</summary>
public static class GrpcServiceCollectionExtensions
{
    /// <summary>Registers what <see cref="GrpcEndpointRouteBuilderExtensions.MapGrpcService{TService}"/> needs, and one <see cref="HealthService"/>. Options are checked at start.</summary>
    public static IServiceCollection AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.TryAddSingleton<GrpcServer>();
        services.TryAddSingleton<HealthService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrpcServiceOptions>, GrpcServiceOptionsValidator>());
        services.AddOptions<GrpcServiceOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        return services;
    }
}
