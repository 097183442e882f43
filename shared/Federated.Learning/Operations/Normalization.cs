using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>
/// Standardisation of a span: x̂ = (x − μ)·r with r = 1/√(σ² + ε), mean μ and variance σ² (divided by n) of the span itself. With g the gradient by x̂:
/// ∂x = r·(g − mean g − x̂·mean(g ⊙ x̂)) (Ioffe and Szegedy 2015, section 3, with its sums carried out).
/// </summary>
internal static class Normalization
{
    /// <summary>Mean and variance in two passes, so that a large mean does not swallow the variance.</summary>
    public static (float Mean, float Variance) Moments(ReadOnlySpan<float> values)
    {
        float mean = Lanes.Sum(values) / values.Length;
        return (mean, SquaredDeviations(values, mean) / values.Length);
    }

    /// <summary>Σ (x − c)².</summary>
    public static float SquaredDeviations(ReadOnlySpan<float> values, float center)
    {
        Vector512<float> shift = Vector512.Create(center), sum = Vector512<float>.Zero;
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
        {
            Vector512<float> deviation = Lanes.Load(values, index, whole: true) - shift;
            sum += deviation * deviation;
        }

        if (index < values.Length)
        {
            Vector512<float> deviation = Lanes.Keep(Lanes.Load(values, index) - shift, values.Length - index);
            sum += deviation * deviation;
        }

        return Vector512.Sum(sum);
    }

    /// <summary>y = a·(x − c) + b.</summary>
    public static void Rescale(ReadOnlySpan<float> values, float center, float factor, float offset, Span<float> result)
    {
        Vector512<float> shift = Vector512.Create(center), a = Vector512.Create(factor), b = Vector512.Create(offset);
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
            Lanes.Store(Vector512.FusedMultiplyAdd(Lanes.Load(values, index, whole: true) - shift, a, b), result, index, whole: true);
        if (index < values.Length)
            Lanes.Store(Vector512.FusedMultiplyAdd(Lanes.Load(values, index) - shift, a, b), result, index);
    }

    /// <summary>Σ ∂y and Σ ∂y·(x − μ)·r.</summary>
    public static (float Slopes, float Products) SlopeSums(ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, float mean, float scale)
    {
        Vector512<float> shift = Vector512.Create(mean), sum = Vector512<float>.Zero, products = Vector512<float>.Zero;
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
        {
            Vector512<float> slope = Lanes.Load(slopes, index, whole: true);
            sum += slope;
            products = Vector512.FusedMultiplyAdd(slope, Lanes.Load(values, index, whole: true) - shift, products);
        }

        if (index < values.Length)
        {
            // Behind the end the slope is loaded as zero, and with it its product.
            Vector512<float> slope = Lanes.Load(slopes, index);
            sum += slope;
            products = Vector512.FusedMultiplyAdd(slope, Lanes.Load(values, index) - shift, products);
        }

        return (Vector512.Sum(sum), Vector512.Sum(products) * scale);
    }

    /// <summary>∂x = a·∂y + b·(x − μ) + c, added to what stands there or in its place.</summary>
    public static void PutGradient(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, float mean, (float A, float B, float C) factors, Span<float> gradient, bool accumulate)
    {
        Vector512<float> a = Vector512.Create(factors.A), b = Vector512.Create(factors.B), c = Vector512.Create(factors.C), shift = Vector512.Create(mean);
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
            Step(values, slopes, gradient, index, shift, a, b, c, accumulate, whole: true);
        if (index < values.Length)
            Step(values, slopes, gradient, index, shift, a, b, c, accumulate, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, Span<float> gradient, int index, Vector512<float> shift, Vector512<float> a, Vector512<float> b, Vector512<float> c, bool accumulate, bool whole)
    {
        Vector512<float> part = Vector512.FusedMultiplyAdd(Lanes.Load(slopes, index, whole), a, Vector512.FusedMultiplyAdd(Lanes.Load(values, index, whole) - shift, b, c));
        Lanes.Store(accumulate ? part + Lanes.Load(gradient, index, whole) : part, gradient, index, whole);
    }
}
