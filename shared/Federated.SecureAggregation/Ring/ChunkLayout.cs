namespace Federated.SecureAggregation.Ring;

/// <summary>How a packed vector is cut into chunks of whole elements. Every chunk starts at a byte: a chunk's element count is a multiple of eight.</summary>
public sealed record ChunkLayout
{
    /// <param name="elements">Elements of the vector, weight included; at least 1.</param>
    /// <param name="modulus">The ring.</param>
    /// <param name="elementsPerChunk">A multiple of 8, 8..16,777,216.</param>
    /// <exception cref="ProtocolViolationException">A number is out of range, or the packed vector would pass 2 GiB.</exception>
    public ChunkLayout(int elements, RingModulus modulus, int elementsPerChunk)
    {
        Elements = Bounds.Within(elements, 1, int.MaxValue, "elements");
        Modulus = modulus;
        ElementsPerChunk = Bounds.Within(elementsPerChunk, 8, 1 << 24, "elements per chunk");
        if (elementsPerChunk % 8 != 0)
        {
            throw Bounds.Malformed($"{elementsPerChunk} elements per chunk is not a multiple of 8");
        }

        TotalBytes = (int)Bounds.Within(BitPacking.PackedBytes(elements, modulus.Bits), 1, Array.MaxLength, "packed bytes");
        ChunkCount = (int)(((long)elements + elementsPerChunk - 1) / elementsPerChunk);
    }

    /// <summary>Elements of the whole vector.</summary>
    public int Elements { get; }

    /// <summary>The ring.</summary>
    public RingModulus Modulus { get; }

    /// <summary>Elements in each chunk but the last.</summary>
    public int ElementsPerChunk { get; }

    /// <summary>Packed bytes of the whole vector.</summary>
    public int TotalBytes { get; }

    /// <summary>The number of chunks, at least 1.</summary>
    public int ChunkCount { get; }

    /// <summary>The elements of chunk <paramref name="index"/>.</summary>
    public int ElementsOf(int index) => (int)Math.Min(ElementsPerChunk, Elements - ((long)index * ElementsPerChunk));

    /// <summary>The byte at which chunk <paramref name="index"/> starts.</summary>
    public int OffsetOf(int index) => (int)((long)index * ElementsPerChunk * Modulus.Bits / 8);

    /// <summary>The bytes of chunk <paramref name="index"/>.</summary>
    public int BytesOf(int index) => (index == ChunkCount - 1 ? TotalBytes : OffsetOf(index + 1)) - OffsetOf(index);
}
