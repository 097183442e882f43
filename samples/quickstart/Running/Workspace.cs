using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Running;

/// <summary>
/// The folder in which everything happens: <c>coordinator/</c>, one folder a partner with its keys, database, data, mapping and policy,
/// <c>pooled/</c> with all rows, and <c>logs/</c>. Deleted at the end unless the person keeps it.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private readonly bool _isKept;

    private Workspace(string root, bool isKept)
    {
        Root = root;
        _isKept = isKept;
        foreach (var folder in new[] { Logs, Partners, Pooled })
            Directory.CreateDirectory(folder);
    }

    public string Root { get; }

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Made by <c>fed-coordinator init</c>.</summary>
    public string Coordinator => Path.Combine(Root, "coordinator");

    public string Pooled => Path.Combine(Root, "pooled");

    public string Job => Path.Combine(Root, "job.yaml");

    public string JointModel => Path.Combine(Root, "model.safetensors");

    private string Partners => Path.Combine(Root, "partners");

    /// <param name="kept">Empty or new directory that is kept; null for a temporary one.</param>
    /// <exception cref="CommandException">The directory holds something, or cannot be made.</exception>
    public static Workspace Create(string? kept)
    {
        if (kept is null)
            return new Workspace(Directory.CreateTempSubdirectory("federated-").FullName, isKept: false);
        try
        {
            var root = Directory.CreateDirectory(kept).FullName;
            return !Directory.EnumerateFileSystemEntries(root).Any() ? new Workspace(root, isKept: true)
                : throw new CommandException("FED-KEEP-USED", $"{Shown.Of(kept)} is not empty", "name a new directory with --keep");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException("FED-KEEP-PATH", $"{Shown.Of(kept)} cannot be used: {fault.Message}", "name a directory that you may write to with --keep");
        }
    }

    /// <summary>A partner's folder.</summary>
    public string Partner(string name) => Path.Combine(Partners, name);

    public string Invite(string name) => Path.Combine(Root, $"{name}.invite");

    public void Dispose()
    {
        if (!_isKept)
            Directory.Delete(Root, recursive: true);
    }
}
