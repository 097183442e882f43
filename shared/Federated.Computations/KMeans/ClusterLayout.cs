using System.Collections.Immutable;
using Federated.Learning.Clustering;
using Lloyd = Federated.Learning.Clustering.KMeans;

namespace Federated.Computations.KMeans;

/// <summary>How the sums of clusters lie in a contribution, and what may be published of them.</summary>
internal static class ClusterLayout
{
    // A centre lies within ±2 bounds (one that splits a cluster may stand outside of its rows), so a coordinate of a row is at most 3 bounds away.
    private const double Reach = 3;

    /// <summary>The most that a row adds to each sum.</summary>
    public static double[] MostOfARow(int columns, double bound, int length)
    {
        var most = new double[length];
        double distance = columns * Reach * bound * Reach * bound;
        for (int index = 0; index < length; index++)
        {
            most[index] = (index % (columns + 2)) switch
            {
                0 => 1,
                1 => distance,
                _ => bound,
            };
        }

        return most;
    }

    /// <summary>The sums, counts made whole and inertias not negative.</summary>
    public static double[] Read(SecureSum sum, int columns, long rowBound, double featureBound, int length)
    {
        double[] sums = RowSums.Read(sum, MostOfARow(columns, featureBound, length), rowBound);
        for (int start = 0; start < sums.Length; start += columns + 2)
        {
            sums[start] = SummedCount.Of(sums, start, sum.Contributors * rowBound);
            sums[start + 1] = Math.Max(sums[start + 1], 0);
        }

        return sums;
    }

    /// <summary>The centres after a step; a cluster below the floor is treated as an empty one. Null when all are.</summary>
    public static KMeansModel? Step(KMeansStatistics statistics, int floor)
    {
        var published = new KMeansStatistics(statistics.Model);
        int stride = statistics.Model.Columns + 2;
        double[] sums = statistics.Vector.ToArray();
        bool any = false;
        for (int cluster = 0; cluster < statistics.Model.Clusters; cluster++)
        {
            if (statistics.CountOf(cluster) < floor)
                sums.AsSpan(cluster * stride, stride).Clear();
            else
                any = true;
        }

        if (!any)
            return null;
        published.AddVector(sums);
        return Lloyd.Step(published);
    }

    /// <summary>The clusters as they were measured; null when one is below the floor.</summary>
    public static MeasuredClusters? Measured(KMeansStatistics statistics, int floor)
    {
        int clusters = statistics.Model.Clusters;
        ImmutableArray<long> counts = [.. Enumerable.Range(0, clusters).Select(cluster => (long)statistics.CountOf(cluster))];
        return counts.Any(count => count < floor)
            ? null
            : new MeasuredClusters(statistics.Model, counts, [.. Enumerable.Range(0, clusters).Select(statistics.InertiaOf)]);
    }

    /// <summary>The means, sizes and inertias of the cells that reach the floor.</summary>
    public static MeasuredClusters Cells(KMeansStatistics statistics, int floor)
    {
        int[] kept = [.. Enumerable.Range(0, statistics.Model.Clusters).Where(cell => statistics.CountOf(cell) >= floor)];
        if (kept.Length == 0)
            throw new ContributionException($"No cell of the sketch has {floor} rows; take fewer cells or a lower floor.");
        int columns = statistics.Model.Columns;
        var centres = new float[kept.Length * columns];
        var inertias = new double[kept.Length];
        for (int place = 0; place < kept.Length; place++)
        {
            double count = statistics.CountOf(kept[place]), moved = 0;
            for (int column = 0; column < columns; column++)
            {
                double mean = statistics.SumOf(kept[place])[column] / count, before = statistics.Model.Centres[(kept[place] * columns) + column];
                centres[(place * columns) + column] = (float)mean;
                moved += (mean - before) * (mean - before);
            }

            inertias[place] = Math.Max(statistics.InertiaOf(kept[place]) - (count * moved), 0);
        }

        return new MeasuredClusters(new KMeansModel(ImmutableArray.Create(centres), kept.Length), [.. kept.Select(cell => (long)statistics.CountOf(cell))], [.. inertias]);
    }
}
