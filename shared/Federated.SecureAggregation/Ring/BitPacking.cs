using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// m bits an element, without gaps: element 0 starts at bit 0 of byte 0, least significant bit first. The last byte's unused bits are zero, so that a
/// vector has exactly one packed form.
/// </summary>
public static class BitPacking
{
    private const int HalfBits = 32;
    private const int Lanes = 8;

    // Eight lanes of eight bytes, each from the byte in which its element starts: an element and the seven bits before it must fit.
    private const int WidestLane = 64 - 7;

    /// <summary>⌈count · bits / 8⌉.</summary>
    public static long PackedBytes(long count, int bits) => ((count * bits) + 7) / 8;

    /// <summary>Packs the low m bits of each element.</summary>
    /// <param name="elements">Elements, reduced or not.</param>
    /// <param name="modulus">The ring that gives m.</param>
    /// <param name="packed">Exactly <see cref="PackedBytes"/> bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="packed"/> has another size.</exception>
    public static void Pack(ReadOnlySpan<ulong> elements, RingModulus modulus, Span<byte> packed) => Pack<ulong>(elements, modulus, packed);

    /// <summary>Reads elements back.</summary>
    /// <returns>False when the unused bits of the last byte are not zero.</returns>
    /// <exception cref="ArgumentException"><paramref name="packed"/> has another size than the elements need.</exception>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, RingModulus modulus, Span<ulong> elements)
    {
        elements.Clear();
        return TryAdd(packed, modulus, elements);
    }

    /// <summary>Whether packed elements have no bits behind the last one.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> packed, int count, RingModulus modulus)
    {
        int stray = (int)(((long)packed.Length * 8) - ((long)count * modulus.Bits));
        return stray == 0 || packed[^1] >> (8 - stray) == 0;
    }

    internal static void Pack<T>(ReadOnlySpan<T> elements, RingModulus modulus, Span<byte> packed)
        where T : unmanaged, IBinaryInteger<T>
    {
        RequireSize(elements.Length, modulus, packed.Length);
        int low = Math.Min(modulus.Bits, HalfBits);
        int high = modulus.Bits - low;
        ulong mask = modulus.Mask;
        ulong pending = 0;
        int filled = 0;
        int at = 0;
        foreach (T element in elements)
        {
            ulong value = ulong.CreateTruncating(element) & mask;
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

    /// <summary>Adds packed elements to words; the words wrap and are not reduced.</summary>
    /// <returns>False, with nothing changed, when the unused bits of the last byte are not zero.</returns>
    internal static bool TryAdd<T>(ReadOnlySpan<byte> packed, RingModulus modulus, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        RequireSize(words.Length, modulus, packed.Length);
        if (!IsCanonical(packed, words.Length, modulus))
        {
            return false;
        }

        int done = Avx512Vbmi.IsSupported && modulus.Bits <= WidestLane ? AddLanes(packed, modulus, words) : 0;
        AddOneByOne(packed[(done / Lanes * modulus.Bits)..], modulus, words[done..]);
        return true;
    }

    // Eight elements take m whole bytes. One permutation brings the eight bytes in which each starts into its lane; a shift and a mask leave the element.
    private static int AddLanes<T>(ReadOnlySpan<byte> packed, RingModulus modulus, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        int bits = modulus.Bits;
        Span<byte> places = stackalloc byte[Vector512<byte>.Count];
        Span<ulong> shifts = stackalloc ulong[Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            shifts[lane] = (ulong)(lane * bits % 8);
            for (int k = 0; k < sizeof(ulong); k++)
            {
                places[(lane * sizeof(ulong)) + k] = (byte)((lane * bits / 8) + k);
            }
        }

        Vector512<byte> permutation = Vector512.Create<byte>(places);
        Vector512<ulong> shift = Vector512.Create<ulong>(shifts);
        Vector512<ulong> mask = Vector512.Create(modulus.Mask);
        ref byte source = ref MemoryMarshal.GetReference(packed);
        ref T target = ref MemoryMarshal.GetReference(words);
        int last = packed.Length - Vector512<byte>.Count;
        int done = 0;
        for (int at = 0; at <= last && done + Lanes <= words.Length; at += bits, done += Lanes)
        {
            Vector512<ulong> lanes = Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref source, (nuint)at), permutation).AsUInt64();
            lanes = Avx512F.ShiftRightLogicalVariable(lanes, shift) & mask;
            if (Unsafe.SizeOf<T>() == sizeof(uint))
            {
                ref uint place = ref Unsafe.As<T, uint>(ref Unsafe.Add(ref target, done));
                Vector256<uint> narrow = Avx512F.ConvertToVector256UInt32(lanes);
                Vector256<uint> old = Vector256.LoadUnsafe(ref place);
                (old + narrow).StoreUnsafe(ref place);
            }
            else
            {
                ref ulong place = ref Unsafe.As<T, ulong>(ref Unsafe.Add(ref target, done));
                Vector512<ulong> old = Vector512.LoadUnsafe(ref place);
                (old + lanes).StoreUnsafe(ref place);
            }
        }

        return done;
    }

    private static void AddOneByOne<T>(ReadOnlySpan<byte> packed, RingModulus modulus, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        int low = Math.Min(modulus.Bits, HalfBits);
        int high = modulus.Bits - low;
        ulong pending = 0;
        int filled = 0;
        int at = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ulong value = Take(packed, ref at, ref pending, ref filled, low);
            if (high > 0)
            {
                value |= Take(packed, ref at, ref pending, ref filled, high) << HalfBits;
            }

            words[i] = unchecked(words[i] + T.CreateTruncating(value));
        }
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
