using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Messages;

/// <summary>
/// What a commit signs and the log keeps of an upload: the SHA-256 over its length and the SHA-256 of each chunk, so that chunks are hashed as they come,
/// in any order and on all cores.
/// </summary>
public static class UploadHash
{
    /// <summary>The hash of a whole packed upload.</summary>
    /// <param name="packed">All packed bytes.</param>
    /// <param name="layout">How they are cut.</param>
    public static Digest Of(ReadOnlyMemory<byte> packed, ChunkLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Bounds.Size(packed.Length, layout.TotalBytes, "a packed upload");
        return Of(OfChunks(packed, layout), layout);
    }

    /// <summary>The hash of each chunk, in order.</summary>
    internal static Digest[] OfChunks(ReadOnlyMemory<byte> packed, ChunkLayout layout)
    {
        Digest[] chunks = new Digest[layout.ChunkCount];
        Parallel.For(0, chunks.Length, index => chunks[index] = Digest.Of(packed.Span.Slice(layout.OffsetOf(index), layout.BytesOf(index))));
        return chunks;
    }

    /// <summary>The hash of an upload from those of its chunks, in order.</summary>
    internal static Digest Of(IReadOnlyList<Digest> chunks, ChunkLayout layout)
    {
        CanonicalWriter writer = new CanonicalWriter(DomainLabels.ForUploadChunks).Int32(layout.TotalBytes).Int32(chunks.Count);
        foreach (Digest chunk in chunks)
        {
            writer.Hash(chunk);
        }

        return writer.ToDigest();
    }
}
