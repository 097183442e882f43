using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>Squared norms of many short rows, where the folding of a sum costs as much as the sum. The order depends on the length of a row alone.</summary>
internal static unsafe class RowSquares
{
    /// <summary>Adds (Σ aᵢ² + <paramref name="offset"/>)·Σ bᵢ² of each pair of rows.</summary>
    /// <param name="left">rows × <paramref name="leftColumns"/>.</param>
    /// <param name="leftColumns">Length of a row of a.</param>
    /// <param name="offset">Added to the first factor.</param>
    /// <param name="right">rows × <paramref name="rightColumns"/>.</param>
    /// <param name="rightColumns">Length of a row of b.</param>
    /// <param name="sums">One a row.</param>
    /// <exception cref="ArgumentException">The lengths are not those of as many rows as there are sums.</exception>
    public static void AddProducts(ReadOnlySpan<float> left, int leftColumns, float offset, ReadOnlySpan<float> right, int rightColumns, Span<float> sums)
    {
        if (left.Length != (long)sums.Length * leftColumns || right.Length != (long)sums.Length * rightColumns)
            throw new ArgumentException($"{left.Length} and {right.Length} values are not {sums.Length} rows of {leftColumns} and {rightColumns}.", nameof(sums));
        fixed (float* first = left, second = right)
        {
            for (int row = 0; row < sums.Length; row++)
                sums[row] += (Of(first + ((nint)row * leftColumns), leftColumns) + offset) * Of(second + ((nint)row * rightColumns), rightColumns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Of(float* row, int columns)
    {
        if (Processor.Path != VectorPath.Vector512)
            return (float)Reduction.SumOfSquares(new ReadOnlySpan<float>(row, columns));
        Vector512<float> sum = Vector512<float>.Zero, other = sum;
        int column = 0;
        for (; column <= columns - 32; column += 32)
        {
            Vector512<float> one = Vector512.Load(row + column), two = Vector512.Load(row + column + 16);
            sum = Avx512F.FusedMultiplyAdd(one, one, sum);
            other = Avx512F.FusedMultiplyAdd(two, two, other);
        }

        for (; column < columns; column += 16)
        {
            Vector512<float> last = LaneMask.Load(row + column, LaneMask.Of512(columns - column));
            sum = Avx512F.FusedMultiplyAdd(last, last, sum);
        }

        return Vector512.Sum(sum + other);
    }
}
