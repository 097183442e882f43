namespace Federated.SecureAggregation.Coordinator;

/// <summary>Chunks in memory: for uploads that are small beside the sum.</summary>
public sealed class MemorySpool : IUploadSpool
{
    private readonly Dictionary<int, byte[]> _chunks = [];

    /// <inheritdoc/>
    public void Write(int index, ReadOnlySpan<byte> bytes) => _chunks.Add(index, bytes.ToArray());

    /// <inheritdoc/>
    public void Read(int index, Span<byte> into) => _chunks[index].CopyTo(into);

    /// <inheritdoc/>
    public void Dispose() => _chunks.Clear();
}
