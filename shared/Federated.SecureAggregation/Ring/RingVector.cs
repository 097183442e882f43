using System.Security.Cryptography;

namespace Federated.SecureAggregation.Ring;

/// <summary>
/// One node's quantised, not yet masked contribution: the values' elements in order, then the weight. Secret; zeroed on dispose and never printed.
/// </summary>
public sealed class RingVector : IDisposable
{
    private ulong[] _elements;

    internal RingVector(RingModulus modulus, ulong[] elements)
    {
        Modulus = modulus;
        _elements = elements;
    }

    /// <summary>The ring.</summary>
    public RingModulus Modulus { get; }

    /// <summary>The number of elements: the values, and one for the weight.</summary>
    public int Length => _elements.Length;

    internal ReadOnlySpan<ulong> Elements
    {
        get
        {
            ObjectDisposedException.ThrowIf(_elements.Length == 0, this);
            return _elements;
        }
    }

    /// <summary>Adds signed integers, such as discrete noise, to the leading elements modulo 2^m.</summary>
    /// <param name="integers">At most <see cref="Length"/> − 1 integers: the weight takes no noise.</param>
    /// <exception cref="ArgumentException">More integers than values.</exception>
    public void AddSigned(ReadOnlySpan<long> integers)
    {
        ObjectDisposedException.ThrowIf(_elements.Length == 0, this);
        if (integers.Length > _elements.Length - 1)
        {
            throw new ArgumentException($"{integers.Length} integers were given for {_elements.Length - 1} values. Give at most one for each value.", nameof(integers));
        }

        ulong mask = Modulus.Mask;
        for (int i = 0; i < integers.Length; i++)
        {
            _elements[i] = (_elements[i] + unchecked((ulong)integers[i])) & mask;
        }
    }

    /// <summary>
    /// The elements bit-packed, for a node that keeps its contribution so that another attempt at the round sends the same one. As secret as this object.
    /// </summary>
    public byte[] ToBytes()
    {
        byte[] packed = new byte[BitPacking.PackedBytes(Length, Modulus.Bits)];
        BitPacking.Pack(Elements, Modulus, packed);
        return packed;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="modulus">The ring.</param>
    /// <param name="length">Elements, weight included.</param>
    /// <param name="packed">The bytes.</param>
    /// <exception cref="ArgumentException">They are not those of such a vector.</exception>
    public static RingVector FromBytes(RingModulus modulus, int length, ReadOnlySpan<byte> packed)
    {
        ulong[] elements = new ulong[length];
        return packed.Length == BitPacking.PackedBytes(length, modulus.Bits) && BitPacking.TryUnpack(packed, modulus, elements)
            ? new RingVector(modulus, elements)
            : throw new ArgumentException($"{packed.Length} bytes are not {length} packed elements of {modulus.Bits} bits. The contribution was kept for another round.", nameof(packed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_elements.AsSpan()));
        _elements = [];
    }

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret contribution]";
}
