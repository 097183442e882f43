using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.KMeans;

/// <summary>
/// Silhouettes and agreements as snapshots of F64 tensors. Silhouettes: for each clustering i <c>silhouette.i</c> [2·k], the clusters' rows and then their mean
/// silhouettes. Agreements: <c>adjusted_rand</c> [comparisons] and <c>jaccard</c> [comparisons · k]. What was asked for is not stored: it follows from earlier
/// results.
/// </summary>
public static class ClusterQualitySnapshot
{
    /// <summary>Writes silhouettes; empty before the round.</summary>
    public static ModelSnapshot Write(SilhouetteState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state is SilhouetteComputed computed
            ? computed.Results.Select((result, index) => StateTensors.Tensor(SilhouetteName(index), [.. result.Counts.Select(count => (double)count), .. result.ByCluster]))
            : []);
    }

    /// <summary>Reads what <see cref="Write(SilhouetteState)"/> wrote of the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static SilhouetteState Read(ModelSnapshot snapshot, SilhouetteRequested requested)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(requested);
        if (snapshot.Tensors.IsEmpty)
            return requested;
        StateTensors.RequireCount(snapshot, requested.Models.Length);
        return new SilhouetteComputed(
            requested.Options, [.. requested.Models.Select((model, index) => Silhouette(StateTensors.Figures(snapshot, SilhouetteName(index), 2 * model.Clusters), model.Clusters))]);
    }

    /// <summary>Writes agreements; empty before the round.</summary>
    public static ModelSnapshot Write(AgreementState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state is AgreementComputed computed
            ?
            [
                StateTensors.Tensor("adjusted_rand", [.. computed.Results.Select(result => result.AdjustedRand)]),
                StateTensors.Tensor("jaccard", [.. computed.Results.SelectMany(result => result.Jaccard)]),
            ]
            : []);
    }

    /// <summary>Reads what <see cref="Write(AgreementState)"/> wrote of the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static AgreementState Read(ModelSnapshot snapshot, AgreementRequested requested)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(requested);
        if (snapshot.Tensors.IsEmpty)
            return requested;
        StateTensors.RequireCount(snapshot, 2);
        int comparisons = requested.Others.Length, clusters = requested.Reference.Clusters;
        double[] rand = StateTensors.Figures(snapshot, "adjusted_rand", comparisons), jaccard = StateTensors.Figures(snapshot, "jaccard", comparisons * clusters);
        if (rand.Any(value => value is < -1 or > 1) || jaccard.Any(value => value is < 0 or > 1))
            throw new ContributionException("The state holds an adjusted Rand or a Jaccard index that none can be; ask for the state again.");
        return new AgreementComputed(
            requested.Options, [.. rand.Select((value, index) => new ClusterAgreement(value, [.. jaccard.AsSpan(index * clusters, clusters)]))]);
    }

    private static ClusterSilhouette Silhouette(double[] figures, int clusters)
    {
        ImmutableArray<long> counts = [.. figures.Take(clusters).Select(count => StateTensors.Whole(count, "row count of a silhouette", 0, 1L << 53))];
        ImmutableArray<double> means = [.. figures.Skip(clusters)];
        if (means.Any(mean => mean is < 0 or > 1))
            throw new ContributionException("The state holds a simplified silhouette outside of 0 to 1; ask for the state again.");
        return ClusterSilhouette.Of(counts, means);
    }

    private static string SilhouetteName(int index) => string.Create(CultureInfo.InvariantCulture, $"silhouette.{index}");
}
