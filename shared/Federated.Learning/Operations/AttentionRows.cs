using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>
/// Softmax and its derivative over a block of rows whose width is padded to whole vectors, as <see cref="SoftmaxRow"/> over one of any width. Row i of a block has
/// min(limit, first + i) values that count; attention writes zeros behind them.
/// </summary>
internal static unsafe class AttentionRows
{
    /// <summary>Each row's softmax of its scaled values, in place.</summary>
    /// <param name="block">Rows, <paramref name="stride"/> apart.</param>
    /// <param name="stride">A multiple of 16.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="padded">Width up to which rows are written: a multiple of 16, at most the stride and at least the limit.</param>
    /// <param name="limit">Most values that count.</param>
    /// <param name="first">Values that count in the first row, one more in each row after it; the limit itself where no mask is causal.</param>
    /// <param name="step">1 under a causal mask, else 0.</param>
    /// <param name="scale">Multiplies the values.</param>
    public static void Softmax(Span<float> block, int stride, int rows, int padded, int limit, int first, int step, float scale)
    {
        Check(block.Length, stride, rows, padded, limit);
        fixed (float* start = block)
        {
            for (int row = 0; row < rows; row++)
                SoftmaxOf(start + ((nint)row * stride), padded, Math.Min(limit, first + (row * step)), scale);
        }
    }

    /// <summary>∂x = s·p ⊙ (∂p − Σ p·∂p) of each row, in place of ∂p; columns behind the limit are left without meaning.</summary>
    public static void Reverse(ReadOnlySpan<float> probabilities, Span<float> slopes, int stride, int rows, int padded, int limit, float scale)
    {
        Check(probabilities.Length, stride, rows, padded, limit);
        Check(slopes.Length, stride, rows, padded, limit);
        fixed (float* p = probabilities, s = slopes)
        {
            for (int row = 0; row < rows; row++)
                ReverseOf(p + ((nint)row * stride), s + ((nint)row * stride), limit, scale);
        }
    }

    private static void Check(int length, int stride, int rows, int padded, int limit)
    {
        if (padded % Lanes.Count != 0 || padded > stride || limit < 1 || limit > padded || (long)rows * stride > length)
            throw new ArgumentException($"A block of {rows} rows, {stride} apart and {padded} wide, of which {limit} count, does not fit into {length} values.");
    }

    private static void SoftmaxOf(float* row, int padded, int count, float scale)
    {
        int whole = count & -Lanes.Count, end = whole;
        Vector512<float> lowest = Vector512.Create(float.NegativeInfinity), factor = Vector512.Create(scale), largest = lowest;
        Vector512<float> keep = Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)(count - whole)));
        for (int index = 0; index < whole; index += Lanes.Count)
            largest = Vector512.MaxNative(largest, Vector512.Load(row + index));
        if (whole < count)
            largest = Vector512.MaxNative(largest, Vector512.ConditionalSelect(keep, Vector512.Load(row + whole), lowest));
        Vector512<float> shift = Vector512.Create(-Largest(largest) * scale), sum = Vector512<float>.Zero;
        for (int index = 0; index < whole; index += Lanes.Count)
        {
            Vector512<float> power = VectorMath.Exp(Vector512.FusedMultiplyAdd(Vector512.Load(row + index), factor, shift));
            sum += power;
            power.Store(row + index);
        }

        if (whole < count)
        {
            Vector512<float> power = Vector512.ConditionalSelect(keep, VectorMath.Exp(Vector512.FusedMultiplyAdd(Vector512.Load(row + whole), factor, shift)), Vector512<float>.Zero);
            sum += power;
            power.Store(row + whole);
            end = whole + Lanes.Count;
        }

        var inverse = Vector512.Create(1 / Vector512.Sum(sum));
        for (int index = 0; index < end; index += Lanes.Count)
            (Vector512.Load(row + index) * inverse).Store(row + index);
        for (int index = end; index < padded; index += Lanes.Count)
            Vector512<float>.Zero.Store(row + index);
    }

    private static void ReverseOf(float* probabilities, float* slopes, int count, float scale)
    {
        int whole = count & -Lanes.Count;
        Vector512<float> keep = Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)(count - whole)));
        Vector512<float> sum = Vector512<float>.Zero, factor = Vector512.Create(scale);
        for (int index = 0; index < whole; index += Lanes.Count)
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(probabilities + index), Vector512.Load(slopes + index), sum);
        if (whole < count)
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(probabilities + whole), Vector512.ConditionalSelect(keep, Vector512.Load(slopes + whole), Vector512<float>.Zero), sum);
        var mean = Vector512.Create(Vector512.Sum(sum));
        for (int index = 0; index < count; index += Lanes.Count)
            (factor * Vector512.Load(probabilities + index) * (Vector512.Load(slopes + index) - mean)).Store(slopes + index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest(Vector512<float> lanes)
    {
        Vector256<float> half = Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper());
        Vector128<float> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        quarter = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
