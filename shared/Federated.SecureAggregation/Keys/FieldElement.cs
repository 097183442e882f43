using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// A number modulo the order q of P-256, of which private keys and seeds are elements already. Kept as x·2^256 mod q in four limbs, so that a product is
/// one Montgomery multiplication (Montgomery, Math. Comp. 44, 1985; the CIOS form of Koç, Acar and Kaliski, IEEE Micro 16(3), 1996). Fixed width, without
/// a branch or an index that depends on the value, and no copy on the heap: whoever holds elements zeroes them.
/// </summary>
internal readonly struct FieldElement : IEquatable<FieldElement>
{
    private const ulong Q0 = 0xF3B9CAC2FC632551;
    private const ulong Q1 = 0xBCE6FAADA7179E84;
    private const ulong Q2 = 0xFFFFFFFFFFFFFFFF;
    private const ulong Q3 = 0xFFFFFFFF00000000;

    // −1/q mod 2^64.
    private const ulong Reciprocal = 0xCCD1C8AAEE00BC4F;

    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;

    private FieldElement(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
    }

    public static FieldElement Zero => default;

    public static FieldElement One { get; } = FromInt32(1);

    public bool IsZero => (_l0 | _l1 | _l2 | _l3) == 0;

    // 2^512 mod q: a factor of 2^256 more than an element has.
    private static FieldElement IntoForm => new(0x83244C95BE79EEA2, 0x4699799C49BD6FA6, 0x2845B2392B6BEC59, 0x66E12D94F3D95620);

    public static FieldElement operator +(FieldElement a, FieldElement b)
    {
        ulong carry = 0;
        ulong l0 = AddWithCarry(a._l0, b._l0, ref carry);
        ulong l1 = AddWithCarry(a._l1, b._l1, ref carry);
        ulong l2 = AddWithCarry(a._l2, b._l2, ref carry);
        ulong l3 = AddWithCarry(a._l3, b._l3, ref carry);
        return ReduceOnce(l0, l1, l2, l3, carry);
    }

    public static FieldElement operator -(FieldElement a, FieldElement b)
    {
        ulong borrow = 0;
        ulong l0 = SubtractWithBorrow(a._l0, b._l0, ref borrow);
        ulong l1 = SubtractWithBorrow(a._l1, b._l1, ref borrow);
        ulong l2 = SubtractWithBorrow(a._l2, b._l2, ref borrow);
        ulong l3 = SubtractWithBorrow(a._l3, b._l3, ref borrow);
        ulong mask = 0 - borrow;
        ulong carry = 0;
        l0 = AddWithCarry(l0, Q0 & mask, ref carry);
        l1 = AddWithCarry(l1, Q1 & mask, ref carry);
        l2 = AddWithCarry(l2, Q2 & mask, ref carry);
        l3 = AddWithCarry(l3, Q3 & mask, ref carry);
        return new FieldElement(l0, l1, l2, l3);
    }

    public static FieldElement operator *(FieldElement a, FieldElement b)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        Accumulate(a, b._l0, ref t0, ref t1, ref t2, ref t3, ref t4);
        Accumulate(a, b._l1, ref t0, ref t1, ref t2, ref t3, ref t4);
        Accumulate(a, b._l2, ref t0, ref t1, ref t2, ref t3, ref t4);
        Accumulate(a, b._l3, ref t0, ref t1, ref t2, ref t3, ref t4);
        return ReduceOnce(t0, t1, t2, t3, t4);
    }

    /// <param name="value">0 or above.</param>
    public static FieldElement FromInt32(int value) => new FieldElement((ulong)value, 0, 0, 0) * IntoForm;

    /// <summary>Whether 32 big-endian bytes are below q.</summary>
    public static bool IsElement(ReadOnlySpan<byte> bigEndian)
    {
        ulong borrow = 0;
        SubtractWithBorrow(Limb(bigEndian, 0), Q0, ref borrow);
        SubtractWithBorrow(Limb(bigEndian, 1), Q1, ref borrow);
        SubtractWithBorrow(Limb(bigEndian, 2), Q2, ref borrow);
        SubtractWithBorrow(Limb(bigEndian, 3), Q3, ref borrow);
        return borrow == 1;
    }

    /// <summary>Whether 32 big-endian bytes are in 1..q−1.</summary>
    public static bool IsScalar(ReadOnlySpan<byte> bigEndian) => IsElement(bigEndian) && !Read(bigEndian).IsZero;

    /// <param name="bigEndian">32 bytes, below q.</param>
    public static FieldElement Read(ReadOnlySpan<byte> bigEndian) => new FieldElement(Limb(bigEndian, 0), Limb(bigEndian, 1), Limb(bigEndian, 2), Limb(bigEndian, 3)) * IntoForm;

    /// <summary>A uniform element, by rejection.</summary>
    public static FieldElement Draw(RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        do
        {
            random.GetBytes(bytes);
        }
        while (!IsElement(bytes));

        FieldElement drawn = Read(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return drawn;
    }

    /// <param name="bigEndian">32 bytes.</param>
    public void Write(Span<byte> bigEndian)
    {
        FieldElement plain = this * new FieldElement(1, 0, 0, 0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[24..], plain._l0);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[16..], plain._l1);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian[8..], plain._l2);
        BinaryPrimitives.WriteUInt64BigEndian(bigEndian, plain._l3);
    }

    /// <summary>x^(q−2), which is 1/x (Fermat); zero for zero.</summary>
    public FieldElement Invert()
    {
        ReadOnlySpan<ulong> exponent = [Q0 - 2, Q1, Q2, Q3];
        FieldElement power = One;
        for (int bit = 255; bit >= 0; bit--)
        {
            power *= power;
            power = ((exponent[bit / 64] >> (bit % 64)) & 1) == 1 ? power * this : power;
        }

        return power;
    }

    public bool Equals(FieldElement other) => ((_l0 ^ other._l0) | (_l1 ^ other._l1) | (_l2 ^ other._l2) | (_l3 ^ other._l3)) == 0;

    public override bool Equals(object? obj) => obj is FieldElement other && Equals(other);

    /// <summary>Zero for every element: a hash would leak.</summary>
    public override int GetHashCode() => 0;

    public override string ToString() => "[secret number]";

    private static ulong Limb(ReadOnlySpan<byte> bigEndian, int limb) => BinaryPrimitives.ReadUInt64BigEndian(bigEndian[(24 - (8 * limb))..]);

    // t ← (t + a·b + m·q) / 2^64, with the m that makes the division exact.
    private static void Accumulate(FieldElement a, ulong b, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong carry = 0;
        t0 = MultiplyAdd(a._l0, b, t0, ref carry);
        t1 = MultiplyAdd(a._l1, b, t1, ref carry);
        t2 = MultiplyAdd(a._l2, b, t2, ref carry);
        t3 = MultiplyAdd(a._l3, b, t3, ref carry);
        ulong t5 = 0;
        t4 = AddWithCarry(t4, carry, ref t5);

        ulong m = unchecked(t0 * Reciprocal);
        carry = 0;
        MultiplyAdd(m, Q0, t0, ref carry);
        t0 = MultiplyAdd(m, Q1, t1, ref carry);
        t1 = MultiplyAdd(m, Q2, t2, ref carry);
        t2 = MultiplyAdd(m, Q3, t3, ref carry);
        ulong last = 0;
        t3 = AddWithCarry(t4, carry, ref last);
        t4 = unchecked(t5 + last);
    }

    private static ulong MultiplyAdd(ulong a, ulong b, ulong addend, ref ulong carry)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        unchecked
        {
            low += carry;
            high += low < carry ? 1UL : 0;
            low += addend;
            high += low < addend ? 1UL : 0;
        }

        carry = high;
        return low;
    }

    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        unchecked
        {
            ulong sum = a + b;
            ulong over = sum < a ? 1UL : 0;
            ulong total = sum + carry;
            carry = over + (total < sum ? 1UL : 0);
            return total;
        }
    }

    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        unchecked
        {
            ulong difference = a - b;
            ulong under = a < b ? 1UL : 0;
            ulong total = difference - borrow;
            borrow = under + (difference < borrow ? 1UL : 0);
            return total;
        }
    }

    private static FieldElement ReduceOnce(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        ulong borrow = 0;
        ulong r0 = SubtractWithBorrow(l0, Q0, ref borrow);
        ulong r1 = SubtractWithBorrow(l1, Q1, ref borrow);
        ulong r2 = SubtractWithBorrow(l2, Q2, ref borrow);
        ulong r3 = SubtractWithBorrow(l3, Q3, ref borrow);
        SubtractWithBorrow(l4, 0, ref borrow);
        ulong keep = unchecked(0 - borrow);
        return new FieldElement((l0 & keep) | (r0 & ~keep), (l1 & keep) | (r1 & ~keep), (l2 & keep) | (r2 & ~keep), (l3 & keep) | (r3 & ~keep));
    }
}
