using Federated.Coordinator.Enrollment;
using Federated.Grpc;

namespace Federated.Coordinator.Tests;

/// <summary>The call of a partner that was authenticated.</summary>
internal sealed class Caller : ServerCallContext
{
    private readonly CancellationToken _cancellation;

    public Caller(string partner, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        this.SetPartnerName(partner);
    }

    public override string Method => "/test";

    public override string Peer => "unknown";

    public override string Host => "localhost";

    public override DateTime Deadline => DateTime.MaxValue;

    public override CancellationToken CancellationToken => _cancellation;

    public override Metadata RequestHeaders { get; } = new();

    public override Metadata ResponseTrailers { get; } = new();

    public override IDictionary<object, object> UserState { get; } = new Dictionary<object, object>();

    public override Task WriteResponseHeadersAsync(Metadata responseHeaders) => Task.CompletedTask;
}
