using Federated.Learning.Kernels;

namespace Federated.Learning.Solvers;

/// <summary>
/// A = L·Lᵀ of a symmetric positive definite matrix in float64 (Golub and Van Loan, Matrix Computations, 4th edition, 4.2.6: blocked, right-looking).
/// A block of 64 columns is factored, the rows below it are multiplied by the block's inverse, and the rest of the matrix loses their product, in which
/// nearly all the work lies. <see cref="Solve"/> refines once with the residual of the original matrix; <see cref="Inverse"/> forms L⁻¹ by blocks and then
/// (L⁻¹)ᵀ·L⁻¹. Results do not depend on the number of threads.
/// </summary>
public sealed unsafe class Cholesky
{
    private const int BlockSize = 64;
    private readonly double[] _matrix;
    private readonly double[] _factor;

    private Cholesky(double[] matrix, double[] factor, int size)
    {
        _matrix = matrix;
        _factor = factor;
        Size = size;
    }

    /// <summary>Rows of the matrix.</summary>
    public int Size { get; }

    /// <summary>L, row-major; zero above the diagonal.</summary>
    public ReadOnlySpan<double> Factor => _factor;

    /// <summary>ln det A.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int row = 0; row < Size; row++)
                sum += Math.Log(_factor[(row * Size) + row]);
            return 2 * sum;
        }
    }

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">size × size, row-major; only the lower triangle is read.</param>
    /// <param name="size">Rows: 1 to 46,340.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">The length is not size².</exception>
    /// <exception cref="NotPositiveDefiniteException">A pivot is not above rounding error; the message names its row.</exception>
    public static Cholesky Of(ReadOnlySpan<double> matrix, int size, Workers? workers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (matrix.Length != (long)size * size)
            throw new ArgumentException($"A matrix of {size} × {size} was given {matrix.Length} values.", nameof(matrix));
        double[] symmetric = matrix.ToArray(), factor = matrix.ToArray();
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
                symmetric[(column * size) + row] = symmetric[(row * size) + column];
            factor.AsSpan((row * size) + row + 1, size - row - 1).Clear();
        }

        var below = new double[(long)size * BlockSize];
        var inverse = new double[BlockSize * BlockSize];
        fixed (double* origin = factor, belowOrigin = below, inverseOrigin = inverse)
        {
            DoubleMatrix all = DoubleMatrix.RowMajor(origin, size, size);
            for (int first = 0; first < size; first += BlockSize)
                EliminateBlock(all, first, symmetric, belowOrigin, inverseOrigin, workers ?? Workers.CallingThread);
        }

        for (int row = 0; row < size; row++)
            factor.AsSpan((row * size) + row + 1, size - row - 1).Clear();
        return new Cholesky(symmetric, factor, size);
    }

    /// <summary>x of A·x = b, with one step of iterative refinement.</summary>
    /// <exception cref="ArgumentException">b has another length than the matrix has rows.</exception>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        if (right.Length != Size)
            throw new ArgumentException($"The right side has {right.Length} values; the matrix has {Size} rows.", nameof(right));
        double[] solution = right.ToArray();
        Substitute(solution);
        var residual = new double[Size];
        for (int row = 0; row < Size; row++)
        {
            double sum = right[row];
            for (int column = 0; column < Size; column++)
                sum = Math.FusedMultiplyAdd(-_matrix[(row * Size) + column], solution[column], sum);
            residual[row] = sum;
        }

        Substitute(residual);
        for (int row = 0; row < Size; row++)
            solution[row] += residual[row];
        return solution;
    }

    /// <summary>Solves L·y = b in place: ‖y‖² is then bᵀ·A⁻¹·b.</summary>
    internal void SolveLower(Span<double> values)
    {
        for (int row = 0; row < Size; row++)
        {
            double sum = values[row];
            for (int column = 0; column < row; column++)
                sum -= _factor[(row * Size) + column] * values[column];
            values[row] = sum / _factor[(row * Size) + row];
        }
    }

    /// <summary>Solves Lᵀ·x = y in place: of independent standard normal y it makes x of covariance A⁻¹.</summary>
    internal void SolveUpper(Span<double> values)
    {
        for (int row = Size - 1; row >= 0; row--)
        {
            double value = values[row] /= _factor[(row * Size) + row];
            for (int column = 0; column < row; column++)
                values[column] -= _factor[(row * Size) + column] * value;
        }
    }

    /// <summary>A⁻¹, row-major and exactly symmetric.</summary>
    public double[] Inverse(Workers? workers = null)
    {
        workers ??= Workers.CallingThread;
        var lower = new double[Size * Size];
        var inverse = new double[Size * Size];
        var products = new double[(long)Size * BlockSize];
        fixed (double* factorOrigin = _factor, lowerOrigin = lower, inverseOrigin = inverse, productOrigin = products)
        {
            DoubleMatrix factor = DoubleMatrix.RowMajor(factorOrigin, Size, Size), result = DoubleMatrix.RowMajor(lowerOrigin, Size, Size);
            DoubleMatrix sum = DoubleMatrix.RowMajor(inverseOrigin, Size, Size);
            for (int first = 0; first < Size; first += BlockSize)
            {
                int size = Math.Min(BlockSize, Size - first), end = first + size;
                DoubleMatrix diagonal = result.Block(first, first, size, size);
                InvertLower(factor.Block(first, first, size, size), diagonal);
                if (first > 0)
                {
                    new Span<double>(productOrigin, size * first).Clear();
                    DoubleMatrix product = DoubleMatrix.RowMajor(productOrigin, size, first);
                    DoubleProduct.Accumulate(factor.Block(first, 0, size, first), result.Block(0, 0, first, first), product, 1, false, workers);
                    DoubleProduct.Accumulate(diagonal, product, result.Block(first, 0, size, first), -1, false, workers);
                }

                DoubleMatrix rows = result.Block(first, 0, size, end);
                DoubleProduct.Accumulate(rows.Transposed, rows, sum.Block(0, 0, end, end), 1, true, workers);
            }
        }

        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < row; column++)
                inverse[(column * Size) + row] = inverse[(row * Size) + column];
        }

        return inverse;
    }

    private void Substitute(Span<double> values)
    {
        SolveLower(values);
        SolveUpper(values);
    }

    private static void EliminateBlock(in DoubleMatrix all, int first, double[] matrix, double* below, double* inverse, Workers workers)
    {
        int size = Math.Min(BlockSize, all.Rows - first), end = first + size, rest = all.Rows - end;
        DoubleMatrix diagonal = all.Block(first, first, size, size);
        FactorBlock(diagonal, first, matrix);
        if (rest == 0)
            return;
        new Span<double>(inverse, size * size).Clear();
        DoubleMatrix inverted = DoubleMatrix.RowMajor(inverse, size, size), panel = DoubleMatrix.RowMajor(below, rest, size);
        InvertLower(diagonal, inverted);
        new Span<double>(below, rest * size).Clear();
        DoubleMatrix lower = all.Block(end, first, rest, size);
        DoubleProduct.Accumulate(lower, inverted.Transposed, panel, 1, false, workers);
        for (int row = 0; row < rest; row++)
            new ReadOnlySpan<double>(below + ((long)row * size), size).CopyTo(new Span<double>(lower.Origin + ((long)row * lower.RowStride), size));
        DoubleProduct.Accumulate(panel, panel.Transposed, all.Block(end, end, rest, rest), -1, true, workers);
    }

    private static void FactorBlock(in DoubleMatrix block, int first, double[] matrix)
    {
        long stride = block.RowStride;
        for (int row = 0; row < block.Rows; row++)
        {
            double* line = block.Origin + (row * stride);
            for (int column = 0; column <= row; column++)
            {
                double* other = block.Origin + (column * stride);
                double sum = line[column];
                for (int inner = 0; inner < column; inner++)
                    sum -= line[inner] * other[inner];
                if (column < row)
                {
                    line[column] = sum / other[column];
                    continue;
                }

                long index = first + row;
                double original = matrix[(index * stride) + index];
                if (!(sum > original * 1e-14) || !double.IsFinite(sum))
                    throw new NotPositiveDefiniteException((int)index, original, sum);
                line[column] = Math.Sqrt(sum);
            }
        }
    }

    private static void InvertLower(in DoubleMatrix lower, in DoubleMatrix inverse)
    {
        for (int column = 0; column < lower.Rows; column++)
        {
            for (int row = column; row < lower.Rows; row++)
            {
                double* line = lower.Origin + ((long)row * lower.RowStride);
                double sum = row == column ? 1 : 0;
                for (int inner = column; inner < row; inner++)
                    sum -= line[inner] * inverse.Origin[((long)inner * inverse.RowStride) + column];
                inverse.Origin[((long)row * inverse.RowStride) + column] = sum / line[row];
            }
        }
    }
}
