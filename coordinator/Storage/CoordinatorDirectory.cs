namespace Federated.Coordinator.Storage;

/// <summary>Where one coordinator keeps its files. Keys are readable by their owner only.</summary>
internal sealed class CoordinatorDirectory(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Options => Path.Combine(Root, "coordinator.yaml");

    public string Database => Path.Combine(Root, "coordinator.db");

    /// <summary>Large uploads on their way; empty between rounds.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    public string AuthorityCertificate => Path.Combine(Root, "ca.pem");

    public string AuthorityKey => Path.Combine(Root, "keys", "ca.key");

    public string LogKey => Path.Combine(Root, "keys", "log.key");

    public bool IsInitialized => File.Exists(Options);
}
