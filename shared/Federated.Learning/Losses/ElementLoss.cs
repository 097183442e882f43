using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Losses;

/// <summary>Adds up an <see cref="IElementRule"/> over rows of outputs with a label for each output.</summary>
internal static class ElementLoss
{
    private const int Count = 8;

    /// <summary>Σ scale·wᵢ·lossᵢⱼ over rows i and outputs j; the gradient receives the derivatives.</summary>
    public static double AddUp<TRule>(TRule rule, int size, ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        where TRule : struct, IElementRule
    {
        if (size == 1 || weights.IsEmpty)
            return AddUpRun(rule, outputs, labels, weights, scale, gradient);
        double loss = 0;
        for (int row = 0; row < weights.Length; row++)
            loss += AddUpRun(rule, outputs.Slice(row * size, size), labels.Slice(row * size, size), default, scale * weights[row], gradient.Slice(row * size, size));
        return loss;
    }

    /// <summary>The same for one run of outputs, with a weight for each or none.</summary>
    public static double AddUpRun<TRule>(TRule rule, ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        where TRule : struct, IElementRule
    {
        Vector512<double> sum = Vector512<double>.Zero, every = Vector512.Create(scale);
        int index = 0;
        for (; index + Count <= outputs.Length; index += Count)
        {
            Vector512<double> weight = weights.IsEmpty ? every : every * Widen(weights, index);
            sum += weight * rule.Loss(Widen(outputs, index), Widen(labels, index), out Vector512<double> slope);
            Vector512.Narrow(weight * slope, slope).GetLower().StoreUnsafe(ref MemoryMarshal.GetReference(gradient), (nuint)index);
        }

        if (index < outputs.Length)
            sum += Last(rule, outputs[index..], labels[index..], weights.IsEmpty ? weights : weights[index..], scale, gradient[index..]);
        return DoubleFunctions.Fold(sum);
    }

    // What is missing of the last eight is filled with zeros that weigh nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Last<TRule>(TRule rule, ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        where TRule : struct, IElementRule
    {
        Span<float> padded = stackalloc float[Count * 4];
        padded.Clear();
        outputs.CopyTo(padded);
        labels.CopyTo(padded[Count..]);
        if (weights.IsEmpty)
            padded.Slice(Count * 2, outputs.Length).Fill(1);
        else
            weights.CopyTo(padded[(Count * 2)..]);
        Vector512<double> weight = Vector512.Create(scale) * Widen(padded, Count * 2);
        Vector512<double> loss = weight * rule.Loss(Widen(padded, 0), Widen(padded, Count), out Vector512<double> slope);
        Vector512.Narrow(weight * slope, slope).GetLower().StoreUnsafe(ref MemoryMarshal.GetReference(padded), Count * 3);
        padded.Slice(Count * 3, gradient.Length).CopyTo(gradient);
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(ReadOnlySpan<float> values, int index)
        => Vector512.WidenLower(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index).ToVector512Unsafe());
}
