namespace Federated.Benchmarks.Measuring;

/// <summary>One figure that both sides computed from the same work.</summary>
/// <param name="Name">For instance <c>loss_step20</c>.</param>
/// <param name="Ours">This side's.</param>
/// <param name="Peer">The peer's; null when it was not asked.</param>
/// <param name="Tolerance">Largest relative difference that is the same work.</param>
internal sealed record Proof(string Name, double Ours, double? Peer, double Tolerance)
{
    /// <summary>|ours − peer| / |peer|; null when there is no peer.</summary>
    public double? Difference => Peer is { } peer ? Math.Abs(Ours - peer) / Math.Max(Math.Abs(peer), double.Epsilon) : null;

    /// <summary>Whether this side's figure is finite, and as the peer's.</summary>
    public bool Holds => double.IsFinite(Ours) && (Difference is not { } difference || difference <= Tolerance);
}
