using System.Numerics;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// Spreads a vector over all of its coordinates before it is quantised: y = H·D·x/√p, where D flips signs drawn from a seed that all members and the
/// coordinator derive alike, H is the Walsh–Hadamard matrix, and p is the length rounded up to a power of two. The map is orthonormal and linear: the sum of
/// rotated vectors is the rotated sum, and norms stay. What it buys: whatever x of norm at most C is, a coordinate of y exceeds C·√(2·ln(2p/β)/p) in one case of
/// 1/β at most (Hoeffding's inequality over the signs, then the union bound), so that b bits have to cover that range and not ±C.
/// Stochastic rounding moves a coordinate by less than a step, so k contributions together are off by at most k·step·√p in L2, and by (step/2)·√(k·p) in the
/// root of the mean square. Source: Suresh, Yu, Kumar, McMahan, "Distributed mean estimation with limited communication", ICML 2017, section 3.
/// </summary>
public sealed class RandomRotation
{
    /// <summary>β: the chance that a coordinate of a rotated vector has to be cut off at the bound.</summary>
    public const double CutOffChance = 1.0 / (1 << 30);

    private const int SignsPerBlock = Digest.Length * 8;
    private readonly int _length;
    private readonly Digest _seed;

    /// <param name="length">Coordinates of the vector, 1..2^26.</param>
    /// <param name="seed">What all sides derive alike and nobody chooses after seeing a vector, for example the hash of a round's parameters.</param>
    /// <exception cref="ProtocolViolationException">The length is out of range.</exception>
    public RandomRotation(int length, Digest seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        _length = Bounds.Within(length, 1, 1 << 26, "rotated coordinates");
        _seed = seed;
        PaddedLength = (int)BitOperations.RoundUpToPowerOf2((uint)length);
    }

    /// <summary>p: coordinates after the rotation.</summary>
    public int PaddedLength { get; }

    /// <summary>The bound on a rotated coordinate of a vector whose norm is at most <paramref name="norm"/>.</summary>
    public double BoundFor(double norm) => norm * Math.Min(1, Math.Sqrt(2 * Math.Log(2 * PaddedLength / CutOffChance) / PaddedLength));

    /// <summary>Rotates a vector of norm at most <paramref name="norm"/>; every coordinate is within <see cref="BoundFor"/>.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="norm">C.</param>
    /// <returns>p values.</returns>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    public double[] Rotate(ReadOnlySpan<double> values, double norm)
    {
        RequireLength(values.Length, _length, nameof(values));
        double[] rotated = new double[PaddedLength];
        values.CopyTo(rotated);
        FlipSigns(rotated);
        Transform(rotated);
        double bound = BoundFor(norm);
        for (int i = 0; i < rotated.Length; i++)
        {
            rotated[i] = Math.Clamp(rotated[i], -bound, bound);
        }

        return rotated;
    }

    /// <summary>Turns a sum of rotated vectors back.</summary>
    /// <param name="rotated">p values.</param>
    /// <returns>As many values as the vectors had.</returns>
    /// <exception cref="ArgumentException">The sum has another length.</exception>
    public double[] Undo(ReadOnlySpan<double> rotated)
    {
        RequireLength(rotated.Length, PaddedLength, nameof(rotated));
        double[] values = rotated.ToArray();
        Transform(values);
        FlipSigns(values);
        return values[.._length];
    }

    // H is its own inverse up to p; dividing by √p in both directions makes it orthonormal.
    private static void Transform(Span<double> values)
    {
        for (int half = 1; half < values.Length; half *= 2)
        {
            for (int start = 0; start < values.Length; start += 2 * half)
            {
                Butterfly(values.Slice(start, half), values.Slice(start + half, half));
            }
        }

        double scale = 1 / Math.Sqrt(values.Length);
        foreach (ref double value in values)
        {
            value *= scale;
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

    private void FlipSigns(Span<double> values)
    {
        Span<byte> signs = stackalloc byte[Digest.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int place = i % SignsPerBlock;
            if (place == 0)
            {
                SHA256.HashData(new CanonicalWriter(DomainLabels.ForRotation).Hash(_seed).Int32(i / SignsPerBlock).Written, signs);
            }

            if ((signs[place / 8] >> (place % 8) & 1) != 0)
            {
                values[i] = -values[i];
            }
        }
    }

    private static void RequireLength(int actual, int wanted, string name)
    {
        if (actual != wanted)
        {
            throw new ArgumentException($"The vector has {actual} values and this rotation takes {wanted}.", name);
        }
    }
}
