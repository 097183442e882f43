using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Losses;

/// <summary>One row of logits: its largest, and the exponentials of what the others fall short of it, added up in double precision.</summary>
internal static class SoftmaxRow
{
    private const int Count = 16;

    /// <summary>Writes e^(zⱼ − max z).</summary>
    /// <returns>max z, and the sum of what was written; NaN when a logit is NaN or +∞.</returns>
    public static (float Highest, double Sum) Exponentiate(ReadOnlySpan<float> logits, Span<float> exponentials)
    {
        float highest = Highest(logits);
        Vector512<float> shift = Vector512.Create(highest);
        Vector512<double> sum = Vector512<double>.Zero;
        int index = 0;
        for (; index + Count <= logits.Length; index += Count)
        {
            Vector512<float> exponential = VectorMath.Exp(Load(logits, index) - shift);
            exponential.StoreUnsafe(ref MemoryMarshal.GetReference(exponentials), (nuint)index);
            sum += Vector512.WidenLower(exponential) + Vector512.WidenUpper(exponential);
        }

        if (index < logits.Length)
        {
            Vector512<float> exponential = VectorMath.Exp(LoadLast(logits[index..]) - shift);
            StoreLast(exponential, exponentials[index..]);
            sum += Vector512.WidenLower(exponential) + Vector512.WidenUpper(exponential);
        }

        return (highest, DoubleFunctions.Fold(sum));
    }

    private static float Highest(ReadOnlySpan<float> logits)
    {
        Vector512<float> highest = Vector512.Create(float.NegativeInfinity);
        int index = 0;
        for (; index + Count <= logits.Length; index += Count)
            highest = Vector512.Max(highest, Load(logits, index));
        if (index < logits.Length)
            highest = Vector512.Max(highest, LoadLast(logits[index..]));
        Vector256<float> half = Vector256.Max(highest.GetLower(), highest.GetUpper());
        Vector128<float> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ReadOnlySpan<float> values, int index) => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

    // What is missing of the last sixteen is −∞: it is no maximum and its exponential is 0.
    private static Vector512<float> LoadLast(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        padded.Fill(float.NegativeInfinity);
        values.CopyTo(padded);
        return Vector512.Create<float>(padded);
    }

    private static void StoreLast(Vector512<float> lanes, Span<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        lanes.CopyTo(padded);
        padded[..values.Length].CopyTo(values);
    }
}
