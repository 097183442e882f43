using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Results;

/// <summary>Where the model, the scores and the figures go. Checked before the work begins, so that no run is lost at its end.</summary>
internal sealed class OutputFolder
{
    private readonly string? _json;

    private OutputFolder(string directory, string? json)
    {
        Directory = directory;
        _json = json;
    }

    /// <summary>Absolute path.</summary>
    public string Directory { get; }

    public string Model => Path.Combine(Directory, "model.safetensors");

    /// <exception cref="CommandException">A path cannot be written to.</exception>
    public static OutputFolder Prepare(string directory, string? json)
    {
        try
        {
            var made = System.IO.Directory.CreateDirectory(directory).FullName;
            if (json is not null)
            {
                // No figures of an earlier run may be taken for those of one that fails.
                File.WriteAllText(json, "");
                File.Delete(json);
            }

            return new OutputFolder(made, json);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException("FED-OUT-PATH", $"{Shown.Of(json ?? directory)} cannot be written: {fault.Message}", "name other places with --out and --json");
        }
    }

    public string Scores(string partner) => Path.Combine(Directory, $"scores-{partner}.csv");

    /// <summary>Writes the figures, where they were asked for.</summary>
    public void WriteFigures(QuickstartResult result)
    {
        if (_json is not null)
            File.WriteAllText(_json, ResultJson.Write(result));
    }
}
