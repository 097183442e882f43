using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Clustering;

/// <summary>
/// k-means++ (Arthur and Vassilvitskii 2007): the first centre is a uniformly random row, each further one a row drawn with probability proportional to its
/// squared distance to the nearest centre so far. Of 2 + ⌊ln k⌋ draws the one that leaves the least inertia is kept (their section 5).
/// </summary>
internal static class KMeansSeeding
{
    public static unsafe KMeansModel Choose(ReadOnlySpan<float> rows, int columns, int clusters, SeededGenerator generator, LloydPass distances, Workers workers)
    {
        int count = rows.Length / columns, trials = 2 + (int)Math.Log(clusters);
        var centres = new float[clusters * columns];
        var nearest = new float[count];
        var candidate = new float[count];
        var best = new float[count];
        nearest.AsSpan().Fill(float.PositiveInfinity);
        fixed (float* origin = rows)
        {
            for (int cluster = 0; cluster < clusters; cluster++)
            {
                double total = cluster == 0 ? 0 : Sum(nearest), least = double.PositiveInfinity;
                for (int trial = 0; trial < (cluster == 0 ? 1 : trials); trial++)
                {
                    int row = total > 0 ? Draw(nearest, total, generator) : generator.NextBelow(count);
                    ReadOnlySpan<float> centre = rows.Slice(row * columns, columns);
                    distances.Assign(origin, centre, workers);
                    ReadOnlySpan<float> measured = distances.Distances;
                    for (int index = 0; index < count; index++)
                        candidate[index] = Math.Min(nearest[index], measured[index]);
                    double inertia = Sum(candidate);
                    if (inertia < least)
                    {
                        least = inertia;
                        (best, candidate) = (candidate, best);
                        centre.CopyTo(centres.AsSpan(cluster * columns, columns));
                    }
                }

                (nearest, best) = (best, nearest);
            }
        }

        return new KMeansModel(ImmutableArray.Create(centres), clusters);
    }

    private static double Sum(float[] values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum;
    }

    private static int Draw(float[] squares, double total, SeededGenerator generator)
    {
        double rest = generator.NextDouble() * total;
        int last = 0;
        for (int row = 0; row < squares.Length; row++)
        {
            if (squares[row] <= 0)
                continue;
            last = row;
            rest -= squares[row];
            if (rest < 0)
                return row;
        }

        return last;
    }
}
