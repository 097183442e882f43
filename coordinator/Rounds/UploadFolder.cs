using Federated.SecureAggregation.Coordinator;

namespace Federated.Coordinator.Rounds;

/// <summary>
/// Where uploads wait for their commit: small ones in memory, large ones in files that vanish when they are closed. A masked upload is uniformly random
/// to whoever reads it. What a crash left behind is removed at the start: its attempt is over.
/// </summary>
internal sealed class UploadFolder : IUploadSpools
{
    // Ten partners' uploads of this size are still less than a model and its database take.
    private const long LargestInMemory = 16 << 20;
    private readonly string _path;

    public UploadFolder(string path)
    {
        _path = path;
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    public IUploadSpool Open(string nodeId, long bytes)
    {
        if (bytes <= LargestInMemory)
            return new MemorySpool();
        Directory.CreateDirectory(_path);
        return new UploadFile(Path.Combine(_path, $"{Guid.NewGuid():N}.part"), bytes);
    }
}
