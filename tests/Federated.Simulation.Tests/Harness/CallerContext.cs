using Federated.Coordinator.Enrollment;
using Federated.Grpc;

namespace Federated.Simulation.Tests.Harness;

/// <summary>A call of an authenticated partner that came over no socket.</summary>
internal sealed class CallerContext : ServerCallContext
{
    public CallerContext(string partner) => this.SetPartnerName(partner);

    public override string Method => "/simulated";

    public override string Peer => "unknown";

    public override string Host => "simulated";

    public override DateTime Deadline => DateTime.MaxValue;

    public override CancellationToken CancellationToken => CancellationToken.None;

    public override Metadata RequestHeaders { get; } = [];

    public override Metadata ResponseTrailers { get; } = [];

    public override IDictionary<object, object> UserState { get; } = new Dictionary<object, object>();

    public override Task WriteResponseHeadersAsync(Metadata responseHeaders) => Task.CompletedTask;
}
