using System.Collections.Concurrent;
using ProtobufServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Federated.Grpc.Health;

/// <summary>
/// The standard health service (<c>grpc.health.v1.Health</c>), method Check. The server as a whole, named by the empty string, is serving until it is set otherwise;
/// a service nobody set is unknown. Watch is answered with UNIMPLEMENTED, as the protocol allows.
/// </summary>
public sealed class HealthService
{
    private readonly ConcurrentDictionary<string, HealthCheckResponse.Types.ServingStatus> _statuses = new(StringComparer.Ordinal)
    {
        [""] = HealthCheckResponse.Types.ServingStatus.Serving,
    };

    /// <summary>The service's descriptor, for mapping it and for calling it.</summary>
    public static ProtobufServiceDescriptor Descriptor { get; } = HealthReflection.Descriptor.Services.Single();

    /// <summary>Sets what is answered for a service's full name; the empty name stands for the whole server.</summary>
    public void SetStatus(string service, HealthCheckResponse.Types.ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        _statuses[service] = status;
    }

    /// <summary>Answers a check.</summary>
    /// <exception cref="RpcException">NOT_FOUND: nobody set a status for that name.</exception>
    public Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _statuses.TryGetValue(request.Service, out var status)
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Status(StatusCode.NotFound, "This server reports no health for a service of that name."));
    }
}
