using System.Buffers.Binary;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// m bits an element, without gaps: element 0 starts at bit 0 of byte 0, least significant bit first. The last byte's unused bits are zero, so that a
/// vector has exactly one packed form.
/// </summary>
public static class BitPacking
{
    private const int HalfBits = 32;

    /// <summary>⌈count · bits / 8⌉.</summary>
    public static long PackedBytes(long count, int bits) => ((count * bits) + 7) / 8;

    /// <summary>Packs the low m bits of each element.</summary>
    /// <param name="elements">Reduced elements.</param>
    /// <param name="modulus">The ring that gives m.</param>
    /// <param name="packed">Exactly <see cref="PackedBytes"/> bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="packed"/> has another size.</exception>
    public static void Pack(ReadOnlySpan<ulong> elements, RingModulus modulus, Span<byte> packed)
    {
        RequireSize(elements.Length, modulus, packed.Length);
        int low = Math.Min(modulus.Bits, HalfBits);
        int high = modulus.Bits - low;
        ulong pending = 0;
        int filled = 0;
        int at = 0;
        foreach (ulong element in elements)
        {
            ulong value = element & modulus.Mask;
            pending |= (value & uint.MaxValue) << filled;
            filled += low;
            Flush(packed, ref at, ref pending, ref filled);
            if (high > 0)
            {
                pending |= (value >> HalfBits) << filled;
                filled += high;
                Flush(packed, ref at, ref pending, ref filled);
            }
        }

        for (; at < packed.Length; at++, pending >>= 8)
        {
            packed[at] = (byte)pending;
        }
    }

    /// <summary>Reads elements back.</summary>
    /// <returns>False when the unused bits of the last byte are not zero.</returns>
    /// <exception cref="ArgumentException"><paramref name="packed"/> has another size than the elements need.</exception>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, RingModulus modulus, Span<ulong> elements)
    {
        RequireSize(elements.Length, modulus, packed.Length);
        int low = Math.Min(modulus.Bits, HalfBits);
        int high = modulus.Bits - low;
        ulong pending = 0;
        int filled = 0;
        int at = 0;
        for (int i = 0; i < elements.Length; i++)
        {
            ulong value = Take(packed, ref at, ref pending, ref filled, low);
            if (high > 0)
            {
                value |= Take(packed, ref at, ref pending, ref filled, high) << HalfBits;
            }

            elements[i] = value;
        }

        return pending == 0;
    }

    private static void Flush(Span<byte> packed, ref int at, ref ulong pending, ref int filled)
    {
        if (filled >= HalfBits)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(packed[at..], (uint)pending);
            at += 4;
            pending >>= HalfBits;
            filled -= HalfBits;
        }
    }

    private static ulong Take(ReadOnlySpan<byte> packed, ref int at, ref ulong pending, ref int filled, int bits)
    {
        if (filled < bits)
        {
            if (packed.Length - at >= 4)
            {
                pending |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(packed[at..]) << filled;
                at += 4;
                filled += HalfBits;
            }
            else
            {
                for (; at < packed.Length; at++, filled += 8)
                {
                    pending |= (ulong)packed[at] << filled;
                }
            }
        }

        ulong value = pending & ((1UL << bits) - 1);
        pending >>= bits;
        filled -= bits;
        return value;
    }

    private static void RequireSize(int elements, RingModulus modulus, int bytes)
    {
        long wanted = PackedBytes(elements, modulus.Bits);
        if (bytes != wanted)
        {
            throw new ArgumentException($"{elements} elements of {modulus.Bits} bits pack into {wanted} bytes, not {bytes}.");
        }
    }
}
