namespace Federated.Hosting.CommandLine;

/// <summary>Files that a document names and that stand beside it.</summary>
public static class CompanionFile
{
    private const int MostBytes = 8 << 20;

    /// <summary>Reads files whose names are relative to a document's folder.</summary>
    /// <param name="documentPath">The document.</param>
    /// <returns>From a name to the text of at most 8 MiB; throws <see cref="CommandException"/> when it cannot be read.</returns>
    public static Func<string, string> Beside(string documentPath) => name =>
    {
        string path = Path.GetFullPath(name.Replace("\0", "", StringComparison.Ordinal), Path.GetDirectoryName(Path.GetFullPath(documentPath))!);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new CommandException("FED-JOB-FILE", $"{Path.GetFileName(documentPath)} names {name}, and there is no such file beside it", "put the file there, or mend the name");
            if (file.Length > MostBytes)
                throw new CommandException("FED-JOB-FILE", $"{name} is larger than 8 MiB", "leave out what is not needed");
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException("FED-JOB-FILE", $"{name} cannot be read: {fault.Message}", "check the file and its permissions");
        }
    };
}
