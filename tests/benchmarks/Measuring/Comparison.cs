using Federated.Benchmarks.Workloads;

namespace Federated.Benchmarks.Measuring;

/// <summary>One row of the report: a workload with a number of threads.</summary>
/// <param name="Entry">The workload.</param>
/// <param name="Threads">Threads of each side.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="Ours">This side's figure.</param>
/// <param name="Peer">The peer's; null when it was not asked.</param>
/// <param name="Proofs">What shows that both did the same work.</param>
internal sealed record Comparison(WorkloadEntry Entry, int Threads, MeasureUnit Unit, Spread Ours, Spread? Peer, IReadOnlyList<Proof> Proofs)
{
    /// <summary>Ratio of the medians, above 1 where ours is better; null when there is no peer.</summary>
    public double? Ratio => Peer is { } peer ? Unit.Ratio(Ours.Median, peer.Median) : null;

    /// <summary>Whether every proof holds, and, against a peer, there is one.</summary>
    public bool Proven => Proofs.All(proof => proof.Holds) && (Peer is null || Proofs.Any(proof => proof.Peer is not null));
}
