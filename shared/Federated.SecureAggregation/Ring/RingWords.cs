using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// Ring elements in memory, in words of 32 bits when m ≤ 32, else of 64: what is added to an element wraps at the word, and 2^m divides both, so that
/// reducing can wait. Four bytes an element and half the traffic are what makes vectors of 10^8 elements fit.
/// </summary>
internal sealed class RingWords
{
    private readonly uint[] _narrow;
    private readonly ulong[] _wide;

    /// <param name="modulus">The ring.</param>
    /// <param name="length">Elements, all zero.</param>
    public RingWords(RingModulus modulus, int length)
    {
        Modulus = modulus;
        Length = length;
        _narrow = modulus.WordBytes == sizeof(uint) ? new uint[length] : [];
        _wide = modulus.WordBytes == sizeof(uint) ? [] : new ulong[length];
    }

    public RingModulus Modulus { get; }

    public int Length { get; }

    public bool IsNarrow => Modulus.WordBytes == sizeof(uint);


    /// <summary>An element, reduced.</summary>
    public ulong this[int index]
    {
        get => (IsNarrow ? _narrow[index] : _wide[index]) & Modulus.Mask;
        set
        {
            if (IsNarrow)
            {
                _narrow[index] = unchecked((uint)value);
            }
            else
            {
                _wide[index] = value;
            }
        }
    }

    /// <summary>The words of some elements.</summary>
    /// <typeparam name="T"><see cref="uint"/> when <see cref="IsNarrow"/>, else <see cref="ulong"/>.</typeparam>
    /// <param name="first">The first element.</param>
    /// <param name="count">How many.</param>
    public Span<T> Slice<T>(int first, int count)
        where T : unmanaged, IBinaryInteger<T> =>
        IsNarrow ? MemoryMarshal.Cast<uint, T>(_narrow.AsSpan(first, count)) : MemoryMarshal.Cast<ulong, T>(_wide.AsSpan(first, count));

    /// <summary>Adds packed elements to those from <paramref name="first"/> on.</summary>
    /// <returns>False, with nothing changed, when the unused bits of the last byte are not zero.</returns>
    public bool TryAddPacked(int first, int count, ReadOnlySpan<byte> packed) => IsNarrow
        ? BitPacking.TryAdd(packed, Modulus, _narrow.AsSpan(first, count))
        : BitPacking.TryAdd(packed, Modulus, _wide.AsSpan(first, count));

    /// <summary>Packs <paramref name="count"/> elements from <paramref name="first"/> on.</summary>
    public void Pack(int first, int count, Span<byte> packed)
    {
        if (IsNarrow)
        {
            BitPacking.Pack<uint>(_narrow.AsSpan(first, count), Modulus, packed);
        }
        else
        {
            BitPacking.Pack<ulong>(_wide.AsSpan(first, count), Modulus, packed);
        }
    }

    /// <summary>All elements packed.</summary>
    public byte[] ToPacked()
    {
        byte[] packed = new byte[BitPacking.PackedBytes(Length, Modulus.Bits)];
        Pack(0, Length, packed);
        return packed;
    }

    /// <summary>Overwrites every element with zero.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_narrow.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_wide.AsSpan()));
    }
}
