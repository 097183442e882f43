using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>How well separated clusters are, by the simplified silhouette of <see cref="FederatedSilhouette"/>.</summary>
/// <param name="Mean">Mean over all rows, 0 to 1: 0 for rows midway between two centres, 1 for rows on their centre.</param>
/// <param name="Counts">Rows of each cluster.</param>
/// <param name="ByCluster">Mean over the rows of each cluster; 0 for one without rows.</param>
public sealed record ClusterSilhouette(double Mean, ImmutableArray<long> Counts, ImmutableArray<double> ByCluster)
{
    internal static ClusterSilhouette Of(ImmutableArray<long> counts, ImmutableArray<double> means)
    {
        double total = 0;
        for (int cluster = 0; cluster < counts.Length; cluster++)
            total += counts[cluster] * means[cluster];
        long rows = counts.Sum();
        return new ClusterSilhouette(rows == 0 ? 0 : total / rows, counts, means);
    }
}
