using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>What the rows of each cluster are like on average.</summary>
public sealed class ClusterProfile
{
    /// <summary>Checks lengths.</summary>
    /// <param name="counts">Rows of each cluster; one below the floor counts as 0 rows.</param>
    /// <param name="means">k × columns, row-major; NaN for clusters of 0 rows.</param>
    /// <exception cref="ArgumentException">The means do not divide among the clusters.</exception>
    public ClusterProfile(ImmutableArray<long> counts, ImmutableArray<double> means)
    {
        if (counts.IsDefaultOrEmpty || means.IsDefaultOrEmpty || means.Length % counts.Length != 0)
            throw new ArgumentException("The means do not divide among the clusters.", nameof(means));
        Counts = counts;
        Means = means;
        Columns = means.Length / counts.Length;
    }

    /// <summary>Rows of each cluster; 0 for one below the floor.</summary>
    public ImmutableArray<long> Counts { get; }

    /// <summary>k × <see cref="Columns"/>, row-major: means of the features; NaN for a cluster below the floor.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Mean of a feature over a cluster's rows.</summary>
    public double Mean(int cluster, int column) => Means[(cluster * Columns) + column];

    /// <summary>Mean of a feature over the rows of all clusters; 0 of no rows.</summary>
    public double Overall(int column)
    {
        double sum = 0, rows = 0;
        for (int cluster = 0; cluster < Counts.Length; cluster++)
        {
            sum += Counts[cluster] > 0 ? Counts[cluster] * Mean(cluster, column) : 0;
            rows += Counts[cluster];
        }

        return rows > 0 ? sum / rows : 0;
    }
}
