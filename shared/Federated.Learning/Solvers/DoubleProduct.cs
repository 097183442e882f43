using System.Buffers;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Solvers;

/// <summary>
/// C += scale·A·B in float64, for the solvers. Both operands are packed into panels (eight rows of A, sixteen columns of B) and tiles of 8 × 16 stay in
/// registers while the inner dimension runs in blocks of 256. The cut into tiles depends on the sizes alone and each tile is one thread's: results do not
/// depend on the number of threads.
/// </summary>
internal sealed unsafe class DoubleProduct : ParallelWork
{
    private const int TileRows = 8;
    private const int TileColumns = 16;
    private const int InnerBlock = 256;
    private const int ColumnBlock = 512;
    private const int ChunkRows = 64;

    private readonly DoubleMatrix _left;
    private readonly DoubleMatrix _target;
    private readonly double _scale;
    private readonly bool _lowerOnly;
    private double* _packedLeft;
    private double* _packedRight;
    private int _inner;
    private int _innerSize;
    private int _column;
    private int _columnSize;

    private DoubleProduct(in DoubleMatrix left, in DoubleMatrix target, double scale, bool lowerOnly)
    {
        _left = left;
        _target = target;
        _scale = scale;
        _lowerOnly = lowerOnly;
    }

    /// <summary>Adds scale·A·B to C.</summary>
    /// <param name="left">A, m × k, any strides.</param>
    /// <param name="right">B, k × n, any strides.</param>
    /// <param name="target">C, m × n, column stride 1; overlapping neither operand.</param>
    /// <param name="scale">Factor of the product.</param>
    /// <param name="lowerOnly">Tiles that lie above the diagonal of C are left as they were.</param>
    /// <param name="workers">Threads to use.</param>
    public static void Accumulate(in DoubleMatrix left, in DoubleMatrix right, in DoubleMatrix target, double scale, bool lowerOnly, Workers workers)
    {
        if (left.Columns != right.Rows || target.Rows != left.Rows || target.Columns != right.Columns || target.ColumnStride != 1)
            throw new ArgumentException($"A product of {left.Rows} × {left.Columns} by {right.Rows} × {right.Columns} does not fit {target.Rows} × {target.Columns}.");
        int depth = Math.Min(InnerBlock, left.Columns), width = RoundUp(Math.Min(ColumnBlock, right.Columns), TileColumns), height = RoundUp(left.Rows, TileRows);
        double[] packedLeft = ArrayPool<double>.Shared.Rent(height * depth), packedRight = ArrayPool<double>.Shared.Rent(width * depth);
        fixed (double* leftOrigin = packedLeft, rightOrigin = packedRight)
        {
            var work = new DoubleProduct(left, target, scale, lowerOnly) { _packedLeft = leftOrigin, _packedRight = rightOrigin };
            work.RunBlocks(right, workers);
        }

        ArrayPool<double>.Shared.Return(packedLeft);
        ArrayPool<double>.Shared.Return(packedRight);
    }

    /// <summary>Adds A·B to C, all row-major, on the calling thread.</summary>
    public static void Accumulate(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int rows, int inner, int columns)
    {
        if (left.Length != (long)rows * inner || right.Length != (long)inner * columns || target.Length != (long)rows * columns)
            throw new ArgumentException($"A product of {rows} × {inner} by {inner} × {columns} was given {left.Length}, {right.Length} and {target.Length} values.");
        fixed (double* a = left, b = right, c = target)
        {
            Accumulate(
                DoubleMatrix.RowMajor(a, rows, inner), DoubleMatrix.RowMajor(b, inner, columns), DoubleMatrix.RowMajor(c, rows, columns), 1, false, Workers.CallingThread);
        }
    }

    public override void Run(int chunk)
    {
        int first = chunk * ChunkRows, end = Math.Min(first + ChunkRows, _left.Rows);
        if (_lowerOnly && end - 1 < _column)
            return;
        for (int row = first; row < end; row += TileRows)
            PackPanel(_left.Block(row, _inner, Math.Min(TileRows, end - row), _innerSize).Transposed, _packedLeft + ((long)row * _innerSize), TileRows);
        double* edge = stackalloc double[TileRows * TileColumns];
        for (int column = 0; column < _columnSize; column += TileColumns)
        {
            double* right = _packedRight + ((long)column * _innerSize);
            for (int row = first; row < end; row += TileRows)
            {
                if (_lowerOnly && row + TileRows <= _column + column)
                    continue;
                int rows = Math.Min(TileRows, _left.Rows - row), columns = Math.Min(TileColumns, _columnSize - column);
                DoubleMatrix tile = _target.Block(row, _column + column, rows, columns);
                double* packed = _packedLeft + ((long)row * _innerSize);
                if (rows == TileRows && columns == TileColumns)
                    MultiplyTile(packed, right, _innerSize, tile.Origin, tile.RowStride, _scale);
                else
                    MultiplyEdge(packed, right, tile, edge);
            }
        }
    }

    private void RunBlocks(in DoubleMatrix right, Workers workers)
    {
        int chunks = (_left.Rows + ChunkRows - 1) / ChunkRows;
        for (_column = 0; _column < right.Columns; _column += ColumnBlock)
        {
            _columnSize = Math.Min(ColumnBlock, right.Columns - _column);
            for (_inner = 0; _inner < right.Rows; _inner += InnerBlock)
            {
                _innerSize = Math.Min(InnerBlock, right.Rows - _inner);
                for (int column = 0; column < _columnSize; column += TileColumns)
                {
                    DoubleMatrix panel = right.Block(_inner, _column + column, _innerSize, Math.Min(TileColumns, _columnSize - column));
                    PackPanel(panel, _packedRight + ((long)column * _innerSize), TileColumns);
                }

                workers.Run(this, chunks);
            }
        }
    }

    // Lines of `width` values, one for each step of the inner dimension; what lies outside the matrix is zero.
    private static void PackPanel(in DoubleMatrix source, double* target, int width)
    {
        for (int inner = 0; inner < source.Rows; inner++, target += width)
        {
            double* line = source.Origin + ((long)inner * source.RowStride);
            int index = 0;
            for (; index < source.Columns; index++)
                target[index] = line[(long)index * source.ColumnStride];
            for (; index < width; index++)
                target[index] = 0;
        }
    }

    private void MultiplyEdge(double* left, double* right, in DoubleMatrix tile, double* edge)
    {
        new Span<double>(edge, TileRows * TileColumns).Clear();
        MultiplyTile(left, right, _innerSize, edge, TileColumns, _scale);
        for (int row = 0; row < tile.Rows; row++)
        {
            for (int column = 0; column < tile.Columns; column++)
                tile.Origin[((long)row * tile.RowStride) + column] += edge[(row * TileColumns) + column];
        }
    }

    private static void MultiplyTile(double* left, double* right, int depth, double* target, int stride, double scale)
    {
        Vector512<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        Vector512<double> e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        for (int inner = 0; inner < depth; inner++, left += TileRows, right += TileColumns)
        {
            Vector512<double> low = Vector512.Load(right), high = Vector512.Load(right + 8);
            Vector512<double> value = Vector512.Create(left[0]);
            a0 = Vector512.FusedMultiplyAdd(value, low, a0);
            a1 = Vector512.FusedMultiplyAdd(value, high, a1);
            value = Vector512.Create(left[1]);
            b0 = Vector512.FusedMultiplyAdd(value, low, b0);
            b1 = Vector512.FusedMultiplyAdd(value, high, b1);
            value = Vector512.Create(left[2]);
            c0 = Vector512.FusedMultiplyAdd(value, low, c0);
            c1 = Vector512.FusedMultiplyAdd(value, high, c1);
            value = Vector512.Create(left[3]);
            d0 = Vector512.FusedMultiplyAdd(value, low, d0);
            d1 = Vector512.FusedMultiplyAdd(value, high, d1);
            value = Vector512.Create(left[4]);
            e0 = Vector512.FusedMultiplyAdd(value, low, e0);
            e1 = Vector512.FusedMultiplyAdd(value, high, e1);
            value = Vector512.Create(left[5]);
            f0 = Vector512.FusedMultiplyAdd(value, low, f0);
            f1 = Vector512.FusedMultiplyAdd(value, high, f1);
            value = Vector512.Create(left[6]);
            g0 = Vector512.FusedMultiplyAdd(value, low, g0);
            g1 = Vector512.FusedMultiplyAdd(value, high, g1);
            value = Vector512.Create(left[7]);
            h0 = Vector512.FusedMultiplyAdd(value, low, h0);
            h1 = Vector512.FusedMultiplyAdd(value, high, h1);
        }

        Vector512<double> factor = Vector512.Create(scale);
        AddLine(target, a0, a1, factor);
        AddLine(target + stride, b0, b1, factor);
        AddLine(target + (2L * stride), c0, c1, factor);
        AddLine(target + (3L * stride), d0, d1, factor);
        AddLine(target + (4L * stride), e0, e1, factor);
        AddLine(target + (5L * stride), f0, f1, factor);
        AddLine(target + (6L * stride), g0, g1, factor);
        AddLine(target + (7L * stride), h0, h1, factor);
    }

    private static void AddLine(double* target, Vector512<double> low, Vector512<double> high, Vector512<double> factor)
    {
        Vector512.FusedMultiplyAdd(low, factor, Vector512.Load(target)).Store(target);
        Vector512.FusedMultiplyAdd(high, factor, Vector512.Load(target + 8)).Store(target + 8);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
