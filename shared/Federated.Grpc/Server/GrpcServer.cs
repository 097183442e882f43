using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federated.Grpc.Server;

/// <summary>What all services of one application share.</summary>
internal sealed class GrpcServer(IOptions<GrpcServiceOptions> options, ILoggerFactory loggers)
{
    private bool _hasFallback;

    public GrpcServiceOptions Options => options.Value;

    public ILogger Logger { get; } = loggers.CreateLogger("Federated.Grpc");

    /// <summary>Adds the answer for unknown paths, once.</summary>
    public void EnsureFallback(IEndpointRouteBuilder endpoints)
    {
        if (_hasFallback)
            return;
        _hasFallback = true;
        UnimplementedEndpoint.Map(endpoints);
    }
}
