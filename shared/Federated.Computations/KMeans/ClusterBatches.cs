using System.Buffers;
using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>The sums of a table that comes in batches: a table of any length takes the memory of one batch and of the sums.</summary>
public sealed class ClusterBatches : IClusterSums
{
    private readonly IEnumerable<ReadOnlyMemory<float>> _batches;

    /// <summary>Takes the batches; the sequence must give the same rows in the same order each time.</summary>
    /// <param name="columns">Features of a row, 1 to 20,000.</param>
    /// <param name="batches">Row-major, finite; any number, of any sizes.</param>
    public ClusterBatches(int columns, IEnumerable<ReadOnlyMemory<float>> batches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 20_000);
        ArgumentNullException.ThrowIfNull(batches);
        Columns = columns;
        _batches = batches;
    }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public void AddSteps(KMeansModel model, RowSample? sample, double featureBound, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(model);
        var statistics = new KMeansStatistics(model);
        long row = 0;
        ForEach(featureBound, rows =>
        {
            statistics.Add(sample is { } chosen ? Select(rows.Span, chosen, row) : rows.Span);
            row += rows.Length / Columns;
        });
        RowSums.Add(statistics.Vector, into);
    }

    /// <inheritdoc/>
    public void AddSilhouettes(KMeansModel model, double featureBound, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sums = new double[2 * model.Clusters];
        ForEach(featureBound, rows =>
        {
            for (int start = 0; start < rows.Length; start += Columns)
                AddSilhouette(model, rows.Span.Slice(start, Columns), sums);
        });
        RowSums.Add(sums, into);
    }

    /// <inheritdoc/>
    public void AddCrossings(KMeansModel first, KMeansModel second, double featureBound, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var counts = new double[first.Clusters * second.Clusters];
        ForEach(featureBound, rows =>
        {
            int count = rows.Length / Columns;
            int[] left = ArrayPool<int>.Shared.Rent(count), right = ArrayPool<int>.Shared.Rent(count);
            first.Assign(rows.Span, left.AsSpan(0, count));
            second.Assign(rows.Span, right.AsSpan(0, count));
            for (int row = 0; row < count; row++)
                counts[(left[row] * second.Clusters) + right[row]]++;
            ArrayPool<int>.Shared.Return(left);
            ArrayPool<int>.Shared.Return(right);
        });
        RowSums.Add(counts, into);
    }

    private void ForEach(double featureBound, Action<ReadOnlyMemory<float>> add)
    {
        int batch = 0;
        foreach (ReadOnlyMemory<float> rows in _batches)
        {
            RowBounds.Require(rows.Span, featureBound, Columns, batch);
            if (rows.Length % Columns != 0)
                throw new ContributionException($"Batch {batch} has {rows.Length} values, which do not fill rows of {Columns} features.");
            add(rows);
            batch++;
        }
    }

    private ReadOnlySpan<float> Select(ReadOnlySpan<float> rows, RowSample sample, long firstRow)
    {
        var taken = new float[rows.Length];
        int length = 0;
        for (int start = 0; start < rows.Length; start += Columns)
        {
            if (!sample.Takes(firstRow + (start / Columns)))
                continue;
            rows.Slice(start, Columns).CopyTo(taken.AsSpan(length));
            length += Columns;
        }

        return taken.AsSpan(0, length);
    }

    private static void AddSilhouette(KMeansModel model, ReadOnlySpan<float> row, double[] sums)
    {
        double nearest = double.PositiveInfinity, next = double.PositiveInfinity;
        int own = 0;
        for (int cluster = 0; cluster < model.Clusters; cluster++)
        {
            ReadOnlySpan<float> centre = model.Centres.AsSpan().Slice(cluster * row.Length, row.Length);
            double distance = 0;
            for (int column = 0; column < row.Length; column++)
                distance += ((double)row[column] - centre[column]) * ((double)row[column] - centre[column]);
            if (distance < nearest)
            {
                next = nearest;
                nearest = distance;
                own = cluster;
            }
            else if (distance < next)
            {
                next = distance;
            }
        }

        sums[2 * own]++;
        if (next > 0)
            sums[(2 * own) + 1] += 1 - Math.Sqrt(nearest / next);
    }
}
