using System.Numerics;
using System.Runtime.InteropServices;
using Federated.Learning.Kernels;

namespace Federated.Learning.Metrics;

/// <summary>
/// Silhouettes of blocks of rows. The rows they are compared with lie transposed in float64, so that a vector holds one feature of neighbouring rows and
/// each distance is summed over the features in their order.
/// </summary>
internal sealed class SilhouetteWork : ParallelWork
{
    private const int RowsOfChunk = 64;
    private const int TileRows = 512;
    private readonly double[] _transposed;
    private readonly int[] _clusters;
    private readonly int[] _sizes;
    private readonly int _columns;
    private readonly int _stride;

    public SilhouetteWork(ReadOnlySpan<float> features, int columns, int[] clusters, int[] sizes)
    {
        _clusters = clusters;
        _sizes = sizes;
        _columns = columns;
        _stride = (clusters.Length + TileRows - 1) / TileRows * TileRows;
        _transposed = new double[(long)columns * _stride];
        for (int row = 0; row < clusters.Length; row++)
        {
            for (int column = 0; column < columns; column++)
                _transposed[((long)column * _stride) + row] = features[(row * columns) + column];
        }

        Values = new double[clusters.Length];
    }

    public double[] Values { get; }

    public int Chunks => (_clusters.Length + RowsOfChunk - 1) / RowsOfChunk;

    public override void Run(int chunk)
    {
        int first = chunk * RowsOfChunk, last = Math.Min(first + RowsOfChunk, _clusters.Length);
        var distances = new double[TileRows];
        var sums = new double[RowsOfChunk * _sizes.Length];
        for (int tile = 0; tile < _clusters.Length; tile += TileRows)
        {
            int end = Math.Min(TileRows, _clusters.Length - tile);
            for (int row = first; row < last; row++)
            {
                Measure(row, tile, distances);
                Span<double> sumsOfRow = sums.AsSpan((row - first) * _sizes.Length, _sizes.Length);
                for (int other = 0; other < end; other++)
                    sumsOfRow[_clusters[tile + other]] += distances[other];
            }
        }

        for (int row = first; row < last; row++)
            Values[row] = Judge(_clusters[row], sums.AsSpan((row - first) * _sizes.Length, _sizes.Length));
    }

    private void Measure(int row, int tile, double[] distances)
    {
        Span<Vector<double>> squares = MemoryMarshal.Cast<double, Vector<double>>(distances.AsSpan());
        squares.Clear();
        for (int column = 0; column < _columns; column++)
        {
            long line = (long)column * _stride;
            var here = new Vector<double>(_transposed[line + row]);
            ReadOnlySpan<Vector<double>> there = MemoryMarshal.Cast<double, Vector<double>>(
                MemoryMarshal.CreateReadOnlySpan(ref _transposed[line + tile], TileRows));
            for (int index = 0; index < squares.Length; index++)
            {
                Vector<double> difference = there[index] - here;
                squares[index] += difference * difference;
            }
        }

        for (int index = 0; index < squares.Length; index++)
            squares[index] = Vector.SquareRoot(squares[index]);
    }

    private double Judge(int own, ReadOnlySpan<double> sums)
    {
        if (_sizes[own] == 1)
            return 0;
        double within = sums[own] / (_sizes[own] - 1), nearest = double.PositiveInfinity;
        for (int cluster = 0; cluster < sums.Length; cluster++)
        {
            if (cluster != own && _sizes[cluster] > 0)
                nearest = Math.Min(nearest, sums[cluster] / _sizes[cluster]);
        }

        double larger = Math.Max(within, nearest);
        return larger == 0 ? 0 : (nearest - within) / larger;
    }
}
