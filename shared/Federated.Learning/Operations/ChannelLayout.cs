using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>
/// Sums and maps over the channels of [examples, channels, plane]. Where a plane is one element, sixteen neighbouring channels are computed at a time; else
/// sixteen neighbours of one plane.
/// </summary>
internal sealed class ChannelLayout(int examples, int channels, int plane)
{
    /// <summary>Elements of one channel.</summary>
    public int Each => examples * plane;

    public void Moments(ReadOnlySpan<float> values, Span<float> means, Span<float> variances)
    {
        if (plane == 1)
        {
            ColumnMoments(values, means, variances);
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            float sum = 0, squares = 0;
            for (int example = 0; example < examples; example++)
                sum += Lanes.Sum(values.Slice(Start(example, channel), plane));
            means[channel] = sum / Each;
            for (int example = 0; example < examples; example++)
                squares += Normalization.SquaredDeviations(values.Slice(Start(example, channel), plane), means[channel]);
            variances[channel] = squares / Each;
        }
    }

    /// <summary>y = a·(x − c) + b with the channel's own a, b and c.</summary>
    public void Rescale(ReadOnlySpan<float> values, ReadOnlySpan<float> centers, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, Span<float> result)
    {
        for (int example = 0; example < examples; example++)
        {
            if (plane == 1)
            {
                ReadOnlySpan<float> row = values.Slice(example * channels, channels);
                Span<float> target = result.Slice(example * channels, channels);
                int index = 0;
                for (; index + Lanes.Count <= channels; index += Lanes.Count)
                    RescaleStep(row, centers, factors, offsets, target, index, whole: true);
                if (index < channels)
                    RescaleStep(row, centers, factors, offsets, target, index, whole: false);
                continue;
            }

            for (int channel = 0; channel < channels; channel++)
                Normalization.Rescale(values.Slice(Start(example, channel), plane), centers[channel], factors[channel], offsets[channel], result.Slice(Start(example, channel), plane));
        }
    }

    /// <summary>Σ ∂y and Σ ∂y·(x − μ)·r of each channel.</summary>
    public void SlopeSums(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, Span<float> sums, Span<float> products)
    {
        if (plane == 1)
        {
            ColumnSlopeSums(values, slopes, means, factors, sums, products);
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            sums[channel] = products[channel] = 0;
            for (int example = 0; example < examples; example++)
            {
                int start = Start(example, channel);
                (float sum, float product) = Normalization.SlopeSums(values.Slice(start, plane), slopes.Slice(start, plane), means[channel], factors[channel]);
                sums[channel] += sum;
                products[channel] += product;
            }
        }
    }

    /// <summary>∂x = a·∂y + b·(x − μ) + c with the channel's own a, b, c and μ.</summary>
    public void PutGradient(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, (float[] A, float[] B, float[] C) factors, Span<float> gradient, bool accumulate)
    {
        for (int example = 0; example < examples; example++)
        {
            if (plane == 1)
            {
                PutRowGradient(values.Slice(example * channels, channels), slopes.Slice(example * channels, channels), means, factors, gradient.Slice(example * channels, channels), accumulate);
                continue;
            }

            for (int channel = 0; channel < channels; channel++)
            {
                int start = Start(example, channel);
                (float, float, float) own = (factors.A[channel], factors.B[channel], factors.C[channel]);
                Normalization.PutGradient(values.Slice(start, plane), slopes.Slice(start, plane), means[channel], own, gradient.Slice(start, plane), accumulate);
            }
        }
    }

    private int Start(int example, int channel) => ((example * channels) + channel) * plane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RescaleStep(
        ReadOnlySpan<float> row, ReadOnlySpan<float> centers, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, Span<float> target, int index, bool whole)
    {
        Vector512<float> centered = Lanes.Load(row, index, whole) - Lanes.Load(centers, index, whole);
        Lanes.Store(Vector512.FusedMultiplyAdd(centered, Lanes.Load(factors, index, whole), Lanes.Load(offsets, index, whole)), target, index, whole);
    }

    private void ColumnMoments(ReadOnlySpan<float> values, Span<float> means, Span<float> variances)
    {
        int index = 0;
        for (; index + Lanes.Count <= channels; index += Lanes.Count)
            ColumnMoments(values, means, variances, index, whole: true);
        if (index < channels)
            ColumnMoments(values, means, variances, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ColumnMoments(ReadOnlySpan<float> values, Span<float> means, Span<float> variances, int index, bool whole)
    {
        Vector512<float> count = Vector512.Create((float)examples), sum = Vector512<float>.Zero, squares = Vector512<float>.Zero;
        for (int example = 0; example < examples; example++)
            sum += Lanes.Load(values.Slice(example * channels, channels), index, whole);
        Vector512<float> mean = sum / count;
        for (int example = 0; example < examples; example++)
        {
            Vector512<float> deviation = Lanes.Load(values.Slice(example * channels, channels), index, whole) - mean;
            squares = Vector512.FusedMultiplyAdd(deviation, deviation, squares);
        }

        Lanes.Store(mean, means, index, whole);
        Lanes.Store(squares / count, variances, index, whole);
    }

    private void ColumnSlopeSums(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, Span<float> sums, Span<float> products)
    {
        int index = 0;
        for (; index + Lanes.Count <= channels; index += Lanes.Count)
            ColumnSlopeSums(values, slopes, means, factors, sums, products, index, whole: true);
        if (index < channels)
            ColumnSlopeSums(values, slopes, means, factors, sums, products, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ColumnSlopeSums(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, Span<float> sums, Span<float> products, int index, bool whole)
    {
        Vector512<float> mean = Lanes.Load(means, index, whole), sum = Vector512<float>.Zero, product = Vector512<float>.Zero;
        for (int example = 0; example < examples; example++)
        {
            Vector512<float> slope = Lanes.Load(slopes.Slice(example * channels, channels), index, whole);
            sum += slope;
            product = Vector512.FusedMultiplyAdd(slope, Lanes.Load(values.Slice(example * channels, channels), index, whole) - mean, product);
        }

        Lanes.Store(sum, sums, index, whole);
        Lanes.Store(product * Lanes.Load(factors, index, whole), products, index, whole);
    }

    private static void PutRowGradient(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, (float[] A, float[] B, float[] C) factors, Span<float> gradient, bool accumulate)
    {
        int index = 0;
        for (; index + Lanes.Count <= values.Length; index += Lanes.Count)
            GradientStep(values, slopes, means, factors, gradient, index, accumulate, whole: true);
        if (index < values.Length)
            GradientStep(values, slopes, means, factors, gradient, index, accumulate, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientStep(
        ReadOnlySpan<float> values, ReadOnlySpan<float> slopes, ReadOnlySpan<float> means, (float[] A, float[] B, float[] C) factors, Span<float> gradient, int index, bool accumulate, bool whole)
    {
        Vector512<float> centered = Lanes.Load(values, index, whole) - Lanes.Load(means, index, whole);
        Vector512<float> rest = Vector512.FusedMultiplyAdd(centered, Lanes.Load(factors.B, index, whole), Lanes.Load(factors.C, index, whole));
        Vector512<float> part = Vector512.FusedMultiplyAdd(Lanes.Load(slopes, index, whole), Lanes.Load(factors.A, index, whole), rest);
        Lanes.Store(accumulate ? part + Lanes.Load(gradient, index, whole) : part, gradient, index, whole);
    }
}
