namespace Federated.SecureAggregation.Messages;

/// <summary>
/// Step R2, one numbered part of a masked upload. Unsigned: the connection says who sends it, and the commit's signature covers the whole. Sending a chunk
/// again changes nothing.
/// </summary>
public sealed class UploadChunk
{
    /// <summary>The most bytes in one chunk.</summary>
    public const int MaximumBytes = 1 << 27;

    /// <param name="nodeId">The sender's roster name, as the connection authenticated it.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="index">The chunk's number, from 0.</param>
    /// <param name="bytes">Packed elements.</param>
    /// <exception cref="ProtocolViolationException">A field is out of range.</exception>
    public UploadChunk(string nodeId, Digest cohortHash, int index, ReadOnlyMemory<byte> bytes)
        : this(nodeId, cohortHash, index, bytes, Digest.Of(bytes.Span))
    {
    }

    internal UploadChunk(string nodeId, Digest cohortHash, int index, ReadOnlyMemory<byte> bytes, Digest hash)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        NodeId = Bounds.Name(nodeId);
        CohortHash = cohortHash;
        Index = Bounds.Within(index, 0, int.MaxValue);
        Bounds.Within(bytes.Length, 1, MaximumBytes, "chunk bytes");
        Bytes = bytes;
        Hash = hash;
    }

    /// <summary>The sender.</summary>
    public string NodeId { get; }

    /// <summary>H.</summary>
    public Digest CohortHash { get; }

    /// <summary>The chunk's number.</summary>
    public int Index { get; }

    /// <summary>Packed elements.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Their SHA-256, computed once: by the node when it masks, by the coordinator on the connection's own thread.</summary>
    public Digest Hash { get; }
}
