namespace Federated.Coordinator.Storage;

/// <summary>Where one coordinator keeps its files. Keys are readable by their owner only.</summary>
internal sealed class CoordinatorDirectory(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Options => Path.Combine(Root, "coordinator.yaml");

    public string Database => Path.Combine(Root, "coordinator.db");

    public string AuthorityCertificate => Path.Combine(Root, "ca.pem");

    public string AuthorityKey => Path.Combine(Root, "keys", "ca.key");

    public string LogKey => Path.Combine(Root, "keys", "log.key");

    public bool IsInitialized => File.Exists(Options);

    /// <summary>Writes a private key so that nobody but its owner ever could read it: the mode is set when the file is made.</summary>
    public static void WriteSecret(string path, string content)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(content);
    }
}
