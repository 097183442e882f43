namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// Where the chunks of one upload wait for its commit. A masked upload is uniformly random to whoever reads it, so it may wait on a disk. Used by one
/// caller at a time, but chunks are read from several threads.
/// </summary>
public interface IUploadSpool : IDisposable
{
    /// <summary>Keeps a chunk; each number comes once.</summary>
    /// <param name="index">The chunk's number.</param>
    /// <param name="bytes">Its bytes; the caller uses them again.</param>
    void Write(int index, ReadOnlySpan<byte> bytes);

    /// <summary>Reads a chunk that was kept.</summary>
    /// <param name="index">The chunk's number.</param>
    /// <param name="into">As long as the chunk.</param>
    void Read(int index, Span<byte> into);
}
