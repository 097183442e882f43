using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>Softmax of one row and its derivative. Rows are summed in an order that depends on their width alone.</summary>
internal static class SoftmaxRow
{
    /// <summary>pⱼ = e^(s·xⱼ) / Σₖ e^(s·xₖ) over the first <paramref name="count"/> values, in place and relative to the largest; zeros behind them. All zeros when the count is 0.</summary>
    public static void Apply(Span<float> row, int count, float scale)
    {
        if (count == 0)
        {
            row.Clear();
            return;
        }

        Vector512<float> largest = Vector512.Create(float.NegativeInfinity);
        int index = 0;
        for (; index + Lanes.Count <= count; index += Lanes.Count)
            largest = Vector512.Max(largest, Lanes.Load(row, index, whole: true));
        if (index < count)
            largest = Vector512.Max(largest, Valid(Lanes.Load(row, index), count - index));
        Vector512<float> shift = Vector512.Create(Largest(largest) * scale), factor = Vector512.Create(scale), sum = Vector512<float>.Zero;
        for (index = 0; index + Lanes.Count <= count; index += Lanes.Count)
        {
            Vector512<float> power = VectorMath.Exp((Lanes.Load(row, index, whole: true) * factor) - shift);
            sum += power;
            Lanes.Store(power, row, index, whole: true);
        }

        if (index < count)
        {
            Vector512<float> power = Lanes.Keep(VectorMath.Exp((Lanes.Load(row, index) * factor) - shift), count - index);
            sum += power;
            Lanes.Store(power, row, index);
        }

        row[count..].Clear();
        row = row[..count];
        var inverse = Vector512.Create(1 / Vector512.Sum(sum));
        for (index = 0; index + Lanes.Count <= count; index += Lanes.Count)
            Lanes.Store(Lanes.Load(row, index, whole: true) * inverse, row, index, whole: true);
        if (index < count)
            Lanes.Store(Lanes.Load(row, index) * inverse, row, index);
    }

    /// <summary>∂xⱼ = s·pⱼ·(∂pⱼ − Σₖ pₖ·∂pₖ), in place of ∂p; p is zero where the row was masked.</summary>
    public static void Reverse(ReadOnlySpan<float> probabilities, Span<float> slopes, float scale)
    {
        Vector512<float> sum = Vector512<float>.Zero, factor = Vector512.Create(scale);
        int width = slopes.Length, index = 0;
        for (; index + Lanes.Count <= width; index += Lanes.Count)
            sum = Vector512.FusedMultiplyAdd(Lanes.Load(probabilities, index, whole: true), Lanes.Load(slopes, index, whole: true), sum);
        if (index < width)
            sum = Vector512.FusedMultiplyAdd(Lanes.Load(probabilities, index), Lanes.Load(slopes, index), sum);
        var mean = Vector512.Create(Vector512.Sum(sum));
        for (index = 0; index + Lanes.Count <= width; index += Lanes.Count)
            Lanes.Store(factor * Lanes.Load(probabilities, index, whole: true) * (Lanes.Load(slopes, index, whole: true) - mean), slopes, index, whole: true);
        if (index < width)
            Lanes.Store(factor * Lanes.Load(probabilities, index) * (Lanes.Load(slopes, index) - mean), slopes, index);
    }

    private static Vector512<float> Valid(Vector512<float> lanes, int count) => count >= Lanes.Count
        ? lanes
        : Vector512.ConditionalSelect(Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)count)), lanes, Vector512.Create(float.NegativeInfinity));

    private static float Largest(Vector512<float> lanes)
    {
        Vector256<float> half = Vector256.Max(lanes.GetLower(), lanes.GetUpper());
        Vector128<float> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }
}
