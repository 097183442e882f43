using Federated.Learning.Kernels;

namespace Federated.Learning.Metrics;

/// <summary>
/// How much nearer rows are to their own cluster than to the next (Rousseeuw 1987): of a row, (b − a)/max(a, b) with a its mean Euclidean distance to the
/// other rows of its cluster and b the least of its mean distances to another cluster; 0 for a row alone in its cluster. All pairs are computed, n²·d
/// operations in float64: above some 50,000 rows, sample.
/// </summary>
public static class Silhouette
{
    /// <summary>Of each row.</summary>
    /// <param name="features">rows × columns, row-major, finite.</param>
    /// <param name="columns">Features of a row, at least 1.</param>
    /// <param name="clusters">Cluster of each row, 0 to one less than the number of clusters; at least two of them have rows.</param>
    /// <param name="workers">Threads; results do not depend on them. None: the calling thread.</param>
    /// <returns>−1 to 1 for each row.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, a value is not finite, a cluster is negative or above the number of rows, or fewer than two have rows.</exception>
    public static double[] OfRows(ReadOnlySpan<float> features, int columns, ReadOnlySpan<int> clusters, Workers? workers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (features.Length != (long)clusters.Length * columns)
            throw new ArgumentException($"{features.Length} feature values were given for {clusters.Length} rows of {columns} features.", nameof(features));
        for (int index = 0; index < features.Length; index++)
        {
            if (!float.IsFinite(features[index]))
                throw new ArgumentException($"Row {index / columns}, column {index % columns} is {features[index]}; it must be finite.", nameof(features));
        }

        int[] sizes = Sizes(clusters);
        var work = new SilhouetteWork(features, columns, clusters.ToArray(), sizes);
        (workers ?? Workers.CallingThread).Run(work, work.Chunks);
        return work.Values;
    }

    /// <summary>Mean over the rows.</summary>
    /// <inheritdoc cref="OfRows"/>
    /// <returns>−1 to 1.</returns>
    public static double Mean(ReadOnlySpan<float> features, int columns, ReadOnlySpan<int> clusters, Workers? workers = null)
    {
        double sum = 0;
        foreach (double value in OfRows(features, columns, clusters, workers))
            sum += value;
        return sum / clusters.Length;
    }

    private static int[] Sizes(ReadOnlySpan<int> clusters)
    {
        int highest = -1;
        for (int row = 0; row < clusters.Length; row++)
        {
            if (clusters[row] < 0 || clusters[row] >= clusters.Length)
                throw new ArgumentException($"Row {row} has cluster {clusters[row]}; a cluster is 0 to {clusters.Length - 1}.", nameof(clusters));
            highest = Math.Max(highest, clusters[row]);
        }

        var sizes = new int[highest + 1];
        foreach (int cluster in clusters)
            sizes[cluster]++;
        int occupied = 0;
        foreach (int size in sizes)
            occupied += size > 0 ? 1 : 0;
        if (occupied < 2)
            throw new ArgumentException($"{occupied} of the clusters have rows; a silhouette compares at least two.", nameof(clusters));
        return sizes;
    }
}
