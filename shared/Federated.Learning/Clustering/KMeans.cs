using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;

namespace Federated.Learning.Clustering;

/// <summary>
/// k-means by Lloyd's algorithm (Lloyd 1982) from k-means++ seeds (Arthur and Vassilvitskii 2007). A step moves each centre to the mean of its rows and is
/// a function of <see cref="KMeansStatistics"/> alone. A cluster that has lost its rows is not left behind: its centre moves next to that of the cluster
/// of greatest inertia, half a root-mean-square radius away, and so splits it in the next step.
/// </summary>
public static class KMeans
{
    /// <summary>Clusters rows from several seedings.</summary>
    /// <param name="rows">Row-major, finite, at least k rows; columns should be of like scale.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="options">k and when to stop.</param>
    /// <param name="generator">Chooses the seeds.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">An option is out of range, there are fewer than k rows, or a value is not finite.</exception>
    public static KMeansFit Fit(ReadOnlySpan<float> rows, int columns, KMeansOptions options, SeededGenerator generator, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(generator);
        options.Check();
        workers ??= Workers.CallingThread;
        CheckSizes(rows, columns, options.Clusters);
        KMeansFit? best = null;
        using var seeding = new LloydPass(rows, columns, 1);
        using var pass = new LloydPass(rows, columns, options.Clusters);
        double limit = options.Tolerance * MeanVariance(rows, columns);
        for (int start = 0; start < options.Restarts; start++)
        {
            KMeansModel seeds = KMeansSeeding.Choose(rows, columns, options.Clusters, generator, seeding, workers);
            KMeansFit fit = Descend(pass, rows, seeds, options, limit, workers);
            if (best is null || fit.Inertia < best.Inertia)
                best = fit;
        }

        return best!;
    }

    /// <summary>Clusters rows from given centres; <see cref="KMeansOptions.Restarts"/> is not used.</summary>
    /// <param name="rows">Row-major, finite, at least one row.</param>
    /// <param name="start">First centres.</param>
    /// <param name="options">k, equal to the model's, and when to stop.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">An option is out of range or differs from the model, there is no row, or a value is not finite.</exception>
    public static KMeansFit Fit(ReadOnlySpan<float> rows, KMeansModel start, KMeansOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (options.Clusters != start.Clusters)
            throw new ArgumentException($"{nameof(options.Clusters)} is {options.Clusters}, but {start.Clusters} first centres were given.", nameof(options));
        CheckSizes(rows, start.Columns, 1);
        using var pass = new LloydPass(rows, start.Columns, start.Clusters);
        double limit = options.Tolerance > 0 ? options.Tolerance * MeanVariance(rows, start.Columns) : 0;
        return Descend(pass, rows, start, options, limit, workers ?? Workers.CallingThread);
    }

    /// <summary>The centres after one step.</summary>
    /// <param name="statistics">Sum over all rows.</param>
    /// <exception cref="ArgumentException">The statistics hold no row.</exception>
    public static KMeansModel Step(KMeansStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        int clusters = statistics.Model.Clusters, columns = statistics.Model.Columns;
        var centres = new float[clusters * columns];
        var empty = new List<int>();
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double count = statistics.CountOf(cluster);
            if (!(count > 0))
            {
                empty.Add(cluster);
                continue;
            }

            ReadOnlySpan<double> sum = statistics.SumOf(cluster);
            for (int column = 0; column < columns; column++)
                centres[(cluster * columns) + column] = (float)(sum[column] / count);
        }

        if (empty.Count == clusters)
            throw new ArgumentException("The statistics hold no row; add rows before the step.", nameof(statistics));
        Refill(statistics, empty, centres);
        return new KMeansModel(ImmutableArray.Create(centres), clusters);
    }

    private static void Refill(KMeansStatistics statistics, List<int> empty, float[] centres)
    {
        int columns = statistics.Model.Columns;
        int[] widest = [.. Enumerable.Range(0, statistics.Model.Clusters).Except(empty).OrderByDescending(statistics.InertiaOf)];
        for (int index = 0; index < empty.Count; index++)
        {
            int neighbour = widest[index % widest.Length];
            double spread = Math.Sqrt(statistics.InertiaOf(neighbour) / (statistics.CountOf(neighbour) * columns)) / 2;
            for (int column = 0; column < columns; column++)
            {
                // Several that move beside one cluster go in different directions: the bits of their rank choose the signs.
                int sign = (((index / widest.Length) >> (column % 31)) & 1) == 0 ? 1 : -1;
                centres[(empty[index] * columns) + column] = (float)(centres[(neighbour * columns) + column] + (sign * spread));
            }
        }
    }

    private static unsafe KMeansFit Descend(LloydPass pass, ReadOnlySpan<float> rows, KMeansModel start, KMeansOptions options, double limit, Workers workers)
    {
        KMeansModel model = start;
        var statistics = new KMeansStatistics(model);
        fixed (float* origin = rows)
        {
            var before = new int[pass.Labels.Length];
            before.AsSpan().Fill(-1);
            for (int iteration = 1; ; iteration++)
            {
                pass.Assign(origin, model.Centres.AsSpan(), workers);
                statistics = new KMeansStatistics(model);
                statistics.Add(pass);
                bool settled = pass.Labels.SequenceEqual(before) && !WantsSplit(statistics);
                if (settled || iteration > options.MaximumIterations)
                    return new KMeansFit(model, statistics.Inertia, iteration - 1, settled);
                pass.Labels.CopyTo(before);
                KMeansModel next = Step(statistics);
                double shift = SquaredShift(model, next);
                model = next;
                if (shift <= limit && limit > 0)
                {
                    pass.Assign(origin, model.Centres.AsSpan(), workers);
                    statistics = new KMeansStatistics(model);
                    statistics.Add(pass);
                    return new KMeansFit(model, statistics.Inertia, iteration, true);
                }
            }
        }
    }

    // A cluster without rows is worth another step as long as there is one to split.
    private static bool WantsSplit(KMeansStatistics statistics)
    {
        bool isEmpty = false, isWide = false;
        for (int cluster = 0; cluster < statistics.Model.Clusters; cluster++)
        {
            isEmpty |= !(statistics.CountOf(cluster) > 0);
            isWide |= statistics.InertiaOf(cluster) > 0;
        }

        return isEmpty && isWide;
    }

    private static double SquaredShift(KMeansModel first, KMeansModel second)
    {
        double sum = 0;
        for (int index = 0; index < first.Centres.Length; index++)
        {
            double difference = (double)first.Centres[index] - second.Centres[index];
            sum += difference * difference;
        }

        return sum;
    }

    private static double MeanVariance(ReadOnlySpan<float> rows, int columns)
    {
        double count = rows.Length / columns, sum = 0;
        var means = new double[columns];
        for (int index = 0; index < rows.Length; index += columns)
        {
            for (int column = 0; column < columns; column++)
                means[column] += rows[index + column] / count;
        }

        for (int index = 0; index < rows.Length; index += columns)
        {
            for (int column = 0; column < columns; column++)
                sum += (rows[index + column] - means[column]) * (rows[index + column] - means[column]);
        }

        return sum / (count * columns);
    }

    private static void CheckSizes(ReadOnlySpan<float> rows, int columns, int fewest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int count = CheckedRows.Count(rows, columns);
        if (count < fewest)
            throw new ArgumentException($"{count} rows were given; at least {fewest} are needed.", nameof(rows));
    }
}
