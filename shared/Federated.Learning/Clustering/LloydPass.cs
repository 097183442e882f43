using System.Buffers;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Clustering;

/// <summary>
/// Nearest centres of many rows, and their sums. Rows are packed once, sixteen by sixteen with each column's sixteen values side by side, so that a vector
/// holds one column of sixteen rows and eight centres are tried at a time without a horizontal sum. Distances are Σ(x−c)² in float32: unlike
/// ‖x‖²−2x·c+‖c‖² they lose nothing when the data lie far from zero. Sums are float64, one set a chunk of 4,096 rows, added in the order of the chunks.
/// </summary>
internal sealed unsafe class LloydPass : ParallelWork, IDisposable
{
    public const int Lanes = 16;
    private const int ChunkRows = 4096;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _clusters;
    private readonly int _chunks;
    private readonly float[] _packed;
    private readonly int[] _labels;
    private readonly float[] _distances;
    private readonly double[] _partials;
    private readonly double[] _sums;
    private float* _origin;
    private float* _centres;

    public LloydPass(ReadOnlySpan<float> rows, int columns, int clusters)
    {
        _rows = rows.Length / columns;
        _columns = columns;
        _clusters = clusters;
        _chunks = (_rows + ChunkRows - 1) / ChunkRows;
        int padded = (_rows + Lanes - 1) / Lanes * Lanes;
        _packed = ArrayPool<float>.Shared.Rent(checked(padded * columns));
        _labels = new int[padded];
        _distances = new float[padded];
        _sums = new double[clusters * (columns + 2)];
        _partials = new double[_chunks * _sums.Length];
        Pack(rows);
    }

    /// <summary>Cluster of each row, then of padding.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Squared distance of each row to its centre.</summary>
    public ReadOnlySpan<float> Distances => _distances;

    /// <summary>In the layout of <see cref="KMeansStatistics"/>.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    public void Assign(float* rows, ReadOnlySpan<float> centres, Workers workers)
    {
        fixed (float* centreOrigin = centres)
        {
            _origin = rows;
            _centres = centreOrigin;
            workers.Run(this, _chunks);
        }

        Array.Clear(_sums);
        for (int chunk = 0; chunk < _chunks; chunk++)
        {
            ReadOnlySpan<double> part = _partials.AsSpan(chunk * _sums.Length, _sums.Length);
            for (int index = 0; index < part.Length; index++)
                _sums[index] += part[index];
        }
    }

    public override void Run(int chunk)
    {
        int first = chunk * ChunkRows, end = Math.Min(first + ChunkRows, _rows);
        fixed (float* packed = _packed, distances = _distances)
        fixed (int* labels = _labels)
        {
            for (int row = first; row < end; row += Lanes)
                AssignBlock(packed + ((long)row * _columns), distances + row, labels + row);
            Span<double> sums = _partials.AsSpan(chunk * _sums.Length, _sums.Length);
            sums.Clear();
            fixed (double* partial = sums)
            {
                for (int row = first; row < end; row++)
                    AddRow(partial + ((long)labels[row] * (_columns + 2)), _origin + ((long)row * _columns), distances[row]);
            }
        }
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_packed);

    private void Pack(ReadOnlySpan<float> rows)
    {
        Span<float> packed = _packed;
        for (int block = 0; block * Lanes < _rows; block++)
        {
            int first = block * Lanes, count = Math.Min(Lanes, _rows - first);
            Span<float> target = packed.Slice(first * _columns, Lanes * _columns);
            if (count < Lanes)
                target.Clear();
            ReadOnlySpan<float> source = rows.Slice(first * _columns, count * _columns);
            for (int lane = 0, index = 0; lane < count; lane++)
            {
                for (int place = lane; place < target.Length; place += Lanes, index++)
                    target[place] = source[index];
            }
        }
    }

    private void AssignBlock(float* block, float* distances, int* labels)
    {
        Vector512<float> nearest = Vector512.Create(float.PositiveInfinity);
        Vector512<int> label = default;
        int cluster = 0;
        for (; cluster <= _clusters - 8; cluster += 8)
            TryEight(block, _centres + ((long)cluster * _columns), cluster, ref nearest, ref label);
        for (; cluster < _clusters; cluster++)
        {
            float* centre = _centres + ((long)cluster * _columns);
            Vector512<float> sum = default;
            for (int column = 0; column < _columns; column++)
            {
                Vector512<float> difference = Vector512.Load(block + ((long)column * Lanes)) - Vector512.Create(centre[column]);
                sum = Vector512.FusedMultiplyAdd(difference, difference, sum);
            }

            Keep(sum, cluster, ref nearest, ref label);
        }

        nearest.Store(distances);
        label.Store(labels);
    }

    private void TryEight(float* block, float* centre, int first, ref Vector512<float> nearest, ref Vector512<int> label)
    {
        int columns = _columns;
        float* c0 = centre, c1 = c0 + columns, c2 = c1 + columns, c3 = c2 + columns, c4 = c3 + columns, c5 = c4 + columns, c6 = c5 + columns, c7 = c6 + columns;
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int column = 0; column < columns; column++, block += Lanes)
        {
            Vector512<float> x = Vector512.Load(block);
            Vector512<float> d0 = x - Vector512.Create(c0[column]), d1 = x - Vector512.Create(c1[column]);
            Vector512<float> d2 = x - Vector512.Create(c2[column]), d3 = x - Vector512.Create(c3[column]);
            Vector512<float> d4 = x - Vector512.Create(c4[column]), d5 = x - Vector512.Create(c5[column]);
            Vector512<float> d6 = x - Vector512.Create(c6[column]), d7 = x - Vector512.Create(c7[column]);
            s0 = Vector512.FusedMultiplyAdd(d0, d0, s0);
            s1 = Vector512.FusedMultiplyAdd(d1, d1, s1);
            s2 = Vector512.FusedMultiplyAdd(d2, d2, s2);
            s3 = Vector512.FusedMultiplyAdd(d3, d3, s3);
            s4 = Vector512.FusedMultiplyAdd(d4, d4, s4);
            s5 = Vector512.FusedMultiplyAdd(d5, d5, s5);
            s6 = Vector512.FusedMultiplyAdd(d6, d6, s6);
            s7 = Vector512.FusedMultiplyAdd(d7, d7, s7);
        }

        Keep(s0, first, ref nearest, ref label);
        Keep(s1, first + 1, ref nearest, ref label);
        Keep(s2, first + 2, ref nearest, ref label);
        Keep(s3, first + 3, ref nearest, ref label);
        Keep(s4, first + 4, ref nearest, ref label);
        Keep(s5, first + 5, ref nearest, ref label);
        Keep(s6, first + 6, ref nearest, ref label);
        Keep(s7, first + 7, ref nearest, ref label);
    }

    private static void Keep(Vector512<float> distance, int cluster, ref Vector512<float> nearest, ref Vector512<int> label)
    {
        Vector512<float> closer = Vector512.LessThan(distance, nearest);
        nearest = Vector512.ConditionalSelect(closer, distance, nearest);
        label = Vector512.ConditionalSelect(closer.AsInt32(), Vector512.Create(cluster), label);
    }

    private void AddRow(double* sums, float* row, float distance)
    {
        sums[0]++;
        sums[1] += distance;
        sums += 2;
        int column = 0;
        for (; column <= _columns - 8; column += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load(row + column));
            (Vector256.Load(sums + column) + low).Store(sums + column);
            (Vector256.Load(sums + column + 4) + high).Store(sums + column + 4);
        }

        for (; column < _columns; column++)
            sums[column] += row[column];
    }
}
