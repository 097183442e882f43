using System.Numerics;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// Spreads a vector over all of its coordinates before it is quantised: y = H·D·x/√p, where D flips signs drawn from a seed that all members and the
/// coordinator derive alike, H is the Walsh–Hadamard matrix, and p is its size, a power of two. The map is orthonormal and linear: the sum of
/// rotated vectors is the rotated sum, and norms stay. What it buys: whatever x of norm at most C is, a coordinate of y exceeds C·√(2·ln(2d/β)/p) in one case of
/// 1/β at most (Hoeffding's inequality over the signs, then the union bound over the d coordinates), so that b bits have to cover that range and not ±C.
/// Stochastic rounding moves a coordinate by less than a step, so k contributions together are off by at most k·step·√d in L2, and by (step/2)·√(k·d) in the
/// root of the mean square. Source: Suresh, Yu, Kumar, McMahan, "Distributed mean estimation with limited communication", ICML 2017, section 3.
/// <para>
/// A length that is no power of two is not padded, which could double what is sent: p is the largest power of two within it, and two transforms overlap, one of the
/// first p coordinates and then one of the last p, with signs of their own. Each is orthonormal, and p is more than half of the length, so the range is at most √2
/// as wide as that of a padded vector.
/// </para>
/// </summary>
public sealed class RandomRotation
{
    // β = 2⁻³⁰: the chance that a coordinate of a rotated vector has to be cut off at the bound.
    private const int CutOffBits = 30;
    private const double NaturalLogarithmOfTwo = 0.693147180559945309;
    private const int FinishedAtOnce = 1 << 11;
    private const int SignsPerBlock = Digest.Length * 8;
    private readonly Digest _seed;
    private readonly int _size;

    /// <param name="length">d: coordinates of the vector, 1..100,000,000.</param>
    /// <param name="seed">What all sides derive alike and nobody chooses after seeing a vector, for example a hash of the round's identifiers.</param>
    /// <exception cref="ProtocolViolationException">The length is out of range.</exception>
    public RandomRotation(int length, Digest seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        Length = Bounds.Within(length, 1, 100_000_000, "rotated coordinates");
        _seed = seed;
        _size = SizeOf(length);
    }

    /// <summary>d: coordinates before and after the rotation.</summary>
    public int Length { get; }

    /// <summary>
    /// The bound on a coordinate of a rotated vector. Both sides of a round derive it, so it is made of operations alone that are rounded alike on every machine: the
    /// logarithm of d is rounded up to a whole power of two.
    /// </summary>
    /// <param name="length">d, at least 1.</param>
    /// <param name="norm">C: the largest norm of a vector before the rotation.</param>
    public static double BoundFor(int length, double norm)
    {
        int doublings = CutOffBits + 1 + BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)length));
        return norm * Math.Min(1, Math.Sqrt(2 * NaturalLogarithmOfTwo * doublings / SizeOf(length)));
    }

    /// <summary>Rotates a vector of norm at most <paramref name="norm"/>, in place; every coordinate is within <see cref="BoundFor"/> afterwards.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="norm">C.</param>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    public void Rotate(Span<double> values, double norm)
    {
        RequireLength(values.Length);
        for (int part = 0; part < Parts; part++)
        {
            FlipSigns(PartOf(values, part), part);
            Transform(PartOf(values, part));
        }

        double bound = BoundFor(Length, norm);
        foreach (ref double value in values)
        {
            value = Math.Clamp(value, -bound, bound);
        }
    }

    /// <summary>Turns a sum of rotated vectors back, in place.</summary>
    /// <param name="values">The sum.</param>
    /// <exception cref="ArgumentException">The sum has another length.</exception>
    public void Undo(Span<double> values)
    {
        RequireLength(values.Length);
        for (int part = Parts - 1; part >= 0; part--)
        {
            Transform(PartOf(values, part));
            FlipSigns(PartOf(values, part), part);
        }
    }

    private int Parts => _size == Length ? 1 : 2;

    private static int SizeOf(int length) => 1 << BitOperations.Log2((uint)length);

    private Span<double> PartOf(Span<double> values, int part) => part == 0 ? values[.._size] : values[^_size..];

    // H is its own inverse up to p; dividing by √p in both directions makes it orthonormal.
    private static void Transform(Span<double> values)
    {
        AddAndSubtract(values);
        double scale = 1 / Math.Sqrt(values.Length);
        foreach (ref double value in values)
        {
            value *= scale;
        }
    }

    // Halves first, so that what a cache holds is finished before the next of it is read.
    private static void AddAndSubtract(Span<double> values)
    {
        if (values.Length > FinishedAtOnce)
        {
            Span<double> upper = values[..(values.Length / 2)], lower = values[(values.Length / 2)..];
            AddAndSubtract(upper);
            AddAndSubtract(lower);
            Butterfly(upper, lower);
            return;
        }

        for (int half = 1; half < values.Length; half *= 2)
        {
            for (int start = 0; start < values.Length; start += 2 * half)
            {
                Butterfly(values.Slice(start, half), values.Slice(start + half, half));
            }
        }
    }

    private static void Butterfly(Span<double> upper, Span<double> lower)
    {
        int i = 0;
        for (; i <= upper.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> a = new(upper[i..]);
            Vector<double> b = new(lower[i..]);
            (a + b).CopyTo(upper[i..]);
            (a - b).CopyTo(lower[i..]);
        }

        for (; i < upper.Length; i++)
        {
            (upper[i], lower[i]) = (upper[i] + lower[i], upper[i] - lower[i]);
        }
    }

    private void FlipSigns(Span<double> values, int part)
    {
        Span<byte> signs = stackalloc byte[Digest.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int place = i % SignsPerBlock;
            if (place == 0)
            {
                SHA256.HashData(new CanonicalWriter(DomainLabels.ForRotation).Hash(_seed).Int32(part).Int32(i / SignsPerBlock).Written, signs);
            }

            if ((signs[place / 8] >> (place % 8) & 1) != 0)
            {
                values[i] = -values[i];
            }
        }
    }

    private void RequireLength(int actual)
    {
        if (actual != Length)
        {
            throw new ArgumentException($"The vector has {actual} values and this rotation takes {Length}.", nameof(actual));
        }
    }
}
