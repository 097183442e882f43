using System.Numerics;

namespace Federated.Privacy.Numerics;

/// <summary>
/// The discrete Fourier transform of a fixed power-of-two length, in place, real and imaginary parts apart. Forward by decimation in frequency and backward
/// by decimation in time, so that the spectrum stands in bit-reversed order and no pass reorders it: good for work that treats each frequency alone.
/// </summary>
internal sealed class FourierTransform
{
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <param name="length">A power of two, at least 2.</param>
    public FourierTransform(int length)
    {
        if (length < 2 || !BitOperations.IsPow2(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "A power of two is wanted.");
        Length = length;
        // Half lengths 1, 2, 4 … lie one behind the other, so that each pass reads its own in order.
        _cosines = new double[length];
        _sines = new double[length];
        for (int half = 1; half < length; half *= 2)
        {
            for (int k = 0; k < half; k++)
                (_sines[half + k], _cosines[half + k]) = Math.SinCos(Math.PI * k / half);
        }
    }

    /// <summary>Values in and out.</summary>
    public int Length { get; }

    /// <summary>Σ x_j e^(−2πijk/N), in bit-reversed order of k.</summary>
    public void Forward(Span<double> real, Span<double> imaginary)
    {
        for (int half = Length / 2; half >= 1; half /= 2)
        {
            for (int start = 0; start < Length; start += 2 * half)
                Spread(real.Slice(start, 2 * half), imaginary.Slice(start, 2 * half), half);
        }
    }

    /// <summary>The inverse of <see cref="Forward"/>, divided by the length.</summary>
    public void Backward(Span<double> real, Span<double> imaginary)
    {
        for (int half = 1; half < Length; half *= 2)
        {
            for (int start = 0; start < Length; start += 2 * half)
                Gather(real.Slice(start, 2 * half), imaginary.Slice(start, 2 * half), half);
        }

        double scale = 1.0 / Length;
        for (int i = 0; i < Length; i++)
        {
            real[i] *= scale;
            imaginary[i] *= scale;
        }
    }

    private void Spread(Span<double> real, Span<double> imaginary, int half)
    {
        ReadOnlySpan<double> cosines = _cosines.AsSpan(half, half);
        ReadOnlySpan<double> sines = _sines.AsSpan(half, half);
        Span<double> upperReal = real[half..];
        Span<double> upperImaginary = imaginary[half..];
        int k = 0;
        for (; k + Vector<double>.Count <= half; k += Vector<double>.Count)
        {
            Vector<double> a = new(real[k..]), b = new(imaginary[k..]), c = new(upperReal[k..]), d = new(upperImaginary[k..]);
            Vector<double> cosine = new(cosines[k..]), sine = new(sines[k..]);
            (a + c).CopyTo(real[k..]);
            (b + d).CopyTo(imaginary[k..]);
            (((a - c) * cosine) + ((b - d) * sine)).CopyTo(upperReal[k..]);
            (((b - d) * cosine) - ((a - c) * sine)).CopyTo(upperImaginary[k..]);
        }

        for (; k < half; k++)
        {
            (double a, double b, double c, double d) = (real[k], imaginary[k], upperReal[k], upperImaginary[k]);
            (real[k], imaginary[k]) = (a + c, b + d);
            upperReal[k] = ((a - c) * cosines[k]) + ((b - d) * sines[k]);
            upperImaginary[k] = ((b - d) * cosines[k]) - ((a - c) * sines[k]);
        }
    }

    private void Gather(Span<double> real, Span<double> imaginary, int half)
    {
        ReadOnlySpan<double> cosines = _cosines.AsSpan(half, half);
        ReadOnlySpan<double> sines = _sines.AsSpan(half, half);
        Span<double> upperReal = real[half..];
        Span<double> upperImaginary = imaginary[half..];
        int k = 0;
        for (; k + Vector<double>.Count <= half; k += Vector<double>.Count)
        {
            Vector<double> a = new(real[k..]), b = new(imaginary[k..]), c = new(upperReal[k..]), d = new(upperImaginary[k..]);
            Vector<double> cosine = new(cosines[k..]), sine = new(sines[k..]);
            Vector<double> turnedReal = (c * cosine) - (d * sine);
            Vector<double> turnedImaginary = (d * cosine) + (c * sine);
            (a + turnedReal).CopyTo(real[k..]);
            (b + turnedImaginary).CopyTo(imaginary[k..]);
            (a - turnedReal).CopyTo(upperReal[k..]);
            (b - turnedImaginary).CopyTo(upperImaginary[k..]);
        }

        for (; k < half; k++)
        {
            (double a, double b) = (real[k], imaginary[k]);
            double turnedReal = (upperReal[k] * cosines[k]) - (upperImaginary[k] * sines[k]);
            double turnedImaginary = (upperImaginary[k] * cosines[k]) + (upperReal[k] * sines[k]);
            (real[k], imaginary[k]) = (a + turnedReal, b + turnedImaginary);
            (upperReal[k], upperImaginary[k]) = (a - turnedReal, b - turnedImaginary);
        }
    }
}
