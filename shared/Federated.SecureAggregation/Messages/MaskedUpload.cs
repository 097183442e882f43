using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Messages;

/// <summary>A node's whole masked contribution, ready to be sent in any order and as often as the connection needs: the chunks, then the commit.</summary>
public sealed class MaskedUpload
{
    private readonly byte[] _packed;
    private readonly ChunkLayout _layout;
    private readonly Digest[] _hashes;

    internal MaskedUpload(byte[] packed, ChunkLayout layout, Digest[] hashes, UploadCommit commit)
    {
        _packed = packed;
        _layout = layout;
        _hashes = hashes;
        Commit = commit;
    }

    /// <summary>The number of chunks.</summary>
    public int ChunkCount => _layout.ChunkCount;

    /// <summary>All packed bytes.</summary>
    public ReadOnlyMemory<byte> Packed => _packed;

    /// <summary>Sent when every chunk was acknowledged.</summary>
    public UploadCommit Commit { get; }

    /// <summary>Chunk <paramref name="index"/>, 0..<see cref="ChunkCount"/> − 1.</summary>
    public UploadChunk Chunk(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ChunkCount);
        return new UploadChunk(Commit.NodeId, Commit.CohortHash, index, _packed.AsMemory(_layout.OffsetOf(index), _layout.BytesOf(index)), _hashes[index]);
    }
}
