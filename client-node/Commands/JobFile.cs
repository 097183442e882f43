using Federated.Hosting.CommandLine;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Commands;

/// <summary>A job that a person hands to a command as a file.</summary>
internal static class JobFile
{
    /// <exception cref="DocumentException">With every fault of the document.</exception>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static JobSpec Load(string path)
    {
        if (!File.Exists(path))
            throw new CommandException("FED-JOB-FILE", $"there is no file {path}", "name the job's YAML file with --job; the operator has it");
        var name = Path.GetFileName(path);
        using var stream = File.OpenRead(path);
        return JobSpec.Parse(DocumentText.Read(stream, name, "FED-JOB"), name, TaskCatalogue.Declarations, CompanionFile.Beside(path));
    }
}
