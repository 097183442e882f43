namespace Federated.SecureAggregation.Ring;

/// <summary>The ring Z(2^m) in which contributions are masked and summed, 1 ≤ m ≤ 62.</summary>
public readonly record struct RingModulus
{
    /// <summary>The largest m.</summary>
    public const int MaximumBits = 62;

    /// <param name="bits">m, 1..62.</param>
    /// <exception cref="ProtocolViolationException">m is out of range.</exception>
    public RingModulus(int bits) => Bits = Bounds.Within(bits, 1, MaximumBits, "modulus bits");

    /// <summary>m: the bits of one element, in memory's low bits and packed on the wire.</summary>
    public int Bits { get; }

    /// <summary>2^m − 1: reduces an element with one AND.</summary>
    public ulong Mask => (1UL << Bits) - 1;

    /// <summary>Bytes of mask stream that one element consumes: 4 when m ≤ 32, else 8.</summary>
    public int WordBytes => Bits <= 32 ? 4 : 8;

    /// <summary>The smallest m that cannot wrap: b + ⌈log2(Σw)⌉, where Σw is at most n·W and at most T; and in which n·W itself can be told.</summary>
    /// <param name="quantisationBits">b, 2..52.</param>
    /// <param name="members">n, the largest cohort, 1..10,000.</param>
    /// <param name="weightBound">W, at least 1.</param>
    /// <param name="totalWeightBound">T, at least 1; null for n·W.</param>
    /// <exception cref="ProtocolViolationException">No ring of at most 62 bits holds the sum.</exception>
    public static RingModulus Smallest(int quantisationBits, int members, long weightBound, long? totalWeightBound = null) =>
        new(SmallestBits(quantisationBits, members, weightBound, totalWeightBound));

    /// <summary>A signed reading of an element: values of 2^(m−1) and above are negative.</summary>
    public long ToSigned(ulong element) => (long)(element << (64 - Bits)) >> (64 - Bits);

    /// <summary>Reduces every element modulo 2^m.</summary>
    public void Reduce(Span<ulong> elements)
    {
        ulong mask = Mask;
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] &= mask;
        }
    }

    internal static int SmallestBits(int quantisationBits, int members, long weightBound, long? totalWeightBound)
    {
        UInt128 heaviest = (UInt128)members * (UInt128)weightBound;
        UInt128 total = totalWeightBound is { } bound && (UInt128)bound < heaviest ? (UInt128)bound : heaviest;
        return Math.Max(quantisationBits + CeilingOfLog2(total), CeilingOfLog2(heaviest + 1));
    }

    private static int CeilingOfLog2(UInt128 number) => number <= 1 ? 0 : (int)UInt128.Log2(number - 1) + 1;
}
