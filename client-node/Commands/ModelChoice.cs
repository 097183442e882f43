using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Commands;

/// <summary>Which released model a command uses, and what this node kept from its rounds.</summary>
internal static class ModelChoice
{
    /// <summary>Asks the coordinator for the newest model, and takes what is on disk when it cannot be reached, saying so.</summary>
    public static async Task<SavedModel> FindAsync(NodeDirectory directory, string? jobId, CancellationToken cancellation)
    {
        var models = new ReleasedModels(directory);
        using var identity = NodeIdentity.Load(directory);
        var options = NodeOptions.Parse(File.ReadAllText(directory.Options), directory.Options);
        try
        {
            using var connection = ConsortiumConnection.Open(options.Coordinator, identity);
            if (jobId is null)
                await models.FetchNewestAsync(connection, cancellation);
            else
                await models.FetchAsync(connection, jobId, cancellation);
        }
        catch (CommandException offline) when (offline.Exit == ExitCode.NoConnection)
        {
            Console.Error.WriteLine($"– {offline.Code}  {offline.What}. Taking the model that is on this machine; a newer one may exist.");
        }

        return OnDisk(directory, jobId);
    }

    /// <summary>The model that is on this machine; nobody is asked.</summary>
    public static SavedModel OnDisk(NodeDirectory directory, string? jobId)
    {
        var models = new ReleasedModels(directory);
        return (jobId is null ? models.FindNewest() : models.Find(jobId)) ?? throw NoModel(jobId);
    }

    /// <summary>What this node kept from the rounds of a job; null for nothing.</summary>
    public static ModelSnapshot? MemoryOf(NodeDirectory directory, string jobId) =>
        NodeLedger.Open(directory.Ledger, TimeProvider.System).FindMemory(jobId) is { } kept ? Safetensors.Read(kept) : null;

    private static CommandException NoModel(string? jobId) => jobId is null
        ? new("FED-MODEL-NONE", "no job has released a model yet, or none has reached this node", "wait for a job to complete: fed-node run shows it", ExitCode.Failed)
        : new("FED-MODEL-NONE", $"no model of job '{Shown.Of(jobId)}' is released, or none has reached this node", "leave --job out for the newest model, or ask the operator for the job's identifier", ExitCode.Failed);
}
