namespace Federated.SecureAggregation.Ring;

/// <summary>
/// One node's quantised, not yet masked contribution: the values' elements in order, then the weight. Secret; zeroed on dispose and never printed.
/// </summary>
public sealed class RingVector : IDisposable
{
    private readonly RingWords _words;
    private bool _disposed;

    internal RingVector(RingWords words) => _words = words;

    /// <summary>The ring.</summary>
    public RingModulus Modulus => _words.Modulus;

    /// <summary>The number of elements: the values, and one for the weight.</summary>
    public int Length => _words.Length;

    internal RingWords Words
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _words;
        }
    }

    /// <summary>A copy of the elements, reduced.</summary>
    internal ulong[] ToElements()
    {
        ulong[] elements = new ulong[Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = Words[i];
        }

        return elements;
    }

    /// <summary>Adds signed integers, such as discrete noise, to the leading elements modulo 2^m.</summary>
    /// <param name="integers">At most <see cref="Length"/> − 1 integers: the weight takes no noise.</param>
    /// <exception cref="ArgumentException">More integers than values.</exception>
    public void AddSigned(ReadOnlySpan<long> integers)
    {
        RingWords words = Words;
        if (integers.Length > Length - 1)
        {
            throw new ArgumentException($"{integers.Length} integers were given for {Length - 1} values. Give at most one for each value.", nameof(integers));
        }

        for (int i = 0; i < integers.Length; i++)
        {
            words[i] = unchecked(words[i] + (ulong)integers[i]);
        }
    }

    /// <summary>
    /// The elements bit-packed, for a node that keeps its contribution so that another attempt at the round sends the same one. As secret as this object.
    /// </summary>
    public byte[] ToBytes() => Words.ToPacked();

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="modulus">The ring.</param>
    /// <param name="length">Elements, weight included.</param>
    /// <param name="packed">The bytes.</param>
    /// <exception cref="ArgumentException">They are not those of such a vector.</exception>
    public static RingVector FromBytes(RingModulus modulus, int length, ReadOnlySpan<byte> packed)
    {
        RingWords words = new(modulus, length);
        return packed.Length == BitPacking.PackedBytes(length, modulus.Bits) && words.TryAddPacked(0, length, packed)
            ? new RingVector(words)
            : throw new ArgumentException($"{packed.Length} bytes are not {length} packed elements of {modulus.Bits} bits. The contribution was kept for another round.", nameof(packed));
    }

    /// <summary>The same integers in another ring: values keep their sign, the weight is counted from 0.</summary>
    /// <param name="modulus">The other ring; it must hold what a node can send.</param>
    public RingVector In(RingModulus modulus)
    {
        RingWords words = new(modulus, Length);
        for (int i = 0; i < Length - 1; i++)
        {
            words[i] = unchecked((ulong)Modulus.ToSigned(Words[i])) & modulus.Mask;
        }

        words[Length - 1] = Words[Length - 1];
        return new RingVector(words);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _words.Clear();
        _disposed = true;
    }

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret contribution]";
}
