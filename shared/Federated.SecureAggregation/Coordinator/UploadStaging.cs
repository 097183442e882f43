using System.Buffers;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// One member's chunks until its commit. They are kept apart from the sum so that a member that dies half-way is not in it: in the host's spool, of which
/// this holds no more than a chunk at a time.
/// </summary>
internal sealed class UploadStaging(ChunkLayout layout, IUploadSpool spool) : IDisposable
{
    private readonly Digest?[] _hashes = new Digest?[layout.ChunkCount];

    public int Missing => _hashes.Count(hash => hash is null);

    /// <summary>What the sender has to commit to.</summary>
    public Digest Hash => UploadHash.Of([.. _hashes.Select(hash => hash!)], layout);

    public Receipt Add(UploadChunk chunk)
    {
        if (chunk.Index >= layout.ChunkCount || chunk.Bytes.Length != layout.BytesOf(chunk.Index))
        {
            return Receipt.Reject(
                ViolationCode.ChunkOutOfLayout,
                chunk.Index >= layout.ChunkCount
                    ? $"'{chunk.NodeId}' sent chunk {chunk.Index} of {layout.ChunkCount}. Chunks are numbered from 0; check the layout in the round's parameters."
                    : $"'{chunk.NodeId}' sent {chunk.Bytes.Length} bytes as chunk {chunk.Index}, which has {layout.BytesOf(chunk.Index)}. Send it whole.");
        }

        if (_hashes[chunk.Index] is { } earlier)
        {
            return Receipt.OfRepeat(earlier.Equals(chunk.Hash), chunk.NodeId);
        }

        if (!BitPacking.IsCanonical(chunk.Bytes.Span, layout.ElementsOf(chunk.Index), layout.Modulus))
        {
            return Receipt.Reject(ViolationCode.ChunkOutOfLayout, $"Chunk {chunk.Index} of '{chunk.NodeId}' has stray bits at its end. Pack the elements without gaps and fill up with zeros.");
        }

        spool.Write(chunk.Index, chunk.Bytes.Span);
        _hashes[chunk.Index] = chunk.Hash;
        return Receipt.Accepted;
    }

    /// <summary>Adds the whole upload to the sum, on all cores; one chunk on this one, which would wait longer for another than it takes.</summary>
    public void AddTo(RingWords sum)
    {
        if (layout.ChunkCount == 1)
        {
            AddTo(sum, 0);
            return;
        }

        Parallel.For(0, layout.ChunkCount, index => AddTo(sum, index));
    }

    public void Dispose() => spool.Dispose();

    private void AddTo(RingWords sum, int index)
    {
        int bytes = layout.BytesOf(index);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(bytes);
        spool.Read(index, chunk.AsSpan(0, bytes));
        sum.TryAddPacked(index * layout.ElementsPerChunk, layout.ElementsOf(index), chunk.AsSpan(0, bytes));
        ArrayPool<byte>.Shared.Return(chunk);
    }
}
