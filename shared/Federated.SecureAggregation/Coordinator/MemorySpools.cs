namespace Federated.SecureAggregation.Coordinator;

/// <summary>Keeps every upload in memory until its commit.</summary>
public sealed class MemorySpools : IUploadSpools
{
    /// <inheritdoc/>
    public IUploadSpool Open(string nodeId, long bytes) => new MemorySpool();
}
