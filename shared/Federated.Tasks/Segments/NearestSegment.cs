using Federated.Learning.Clustering;

namespace Federated.Tasks.Segments;

/// <summary>The two centres that are nearest to a row.</summary>
/// <param name="Own">The nearest.</param>
/// <param name="Next">The next nearest.</param>
/// <param name="Distance">To the nearest, in standard deviations.</param>
/// <param name="Separation">The row's simplified silhouette: 1 on its centre, 0 midway between both.</param>
internal readonly record struct NearestSegment(int Own, int Next, double Distance, double Separation)
{
    /// <summary>Of at least two centres.</summary>
    public static NearestSegment Of(KMeansModel model, ReadOnlySpan<float> row)
    {
        int own = -1, next = -1;
        double nearest = double.PositiveInfinity, second = double.PositiveInfinity;
        for (int cluster = 0; cluster < model.Clusters; cluster++)
        {
            ReadOnlySpan<float> centre = model.Centres.AsSpan().Slice(cluster * row.Length, row.Length);
            double distance = 0;
            for (int column = 0; column < row.Length; column++)
                distance += ((double)row[column] - centre[column]) * ((double)row[column] - centre[column]);
            if (distance < nearest)
                (next, second, own, nearest) = (own, nearest, cluster, distance);
            else if (distance < second)
                (next, second) = (cluster, distance);
        }

        return new NearestSegment(own, next, Math.Sqrt(nearest), second > 0 ? 1 - Math.Sqrt(nearest / second) : 0);
    }
}
