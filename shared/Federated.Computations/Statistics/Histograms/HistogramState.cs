using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Histograms;

/// <summary>Histograms wanted, or counted.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Bins">For each numeric column its bins in ascending order; default before the round. Empty for a column that was left out or has fewer values than the floor.</param>
public sealed record HistogramState(HistogramPlan Plan, ImmutableArray<ImmutableArray<HistogramBin>> Bins)
{
    /// <summary>Before the round.</summary>
    public static HistogramState Begin(HistogramPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new HistogramState(plan, plan.Edges.All(edges => edges.IsEmpty) ? [.. plan.Edges.Select(_ => ImmutableArray<HistogramBin>.Empty)] : default);
    }
}
