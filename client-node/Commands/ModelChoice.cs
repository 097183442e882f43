using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Commands;

/// <summary>Which released model a command uses, and what this node kept from its rounds.</summary>
internal static class ModelChoice
{
    /// <summary>Asks the coordinator for the newest model, and takes what is on disk when it cannot be reached, saying so.</summary>
    /// <param name="directory">The node.</param>
    /// <param name="jobId">The job whose model is wanted; null for the newest.</param>
    /// <param name="task">The task whose newest model is wanted, or that the job must have; null for any.</param>
    /// <param name="cancellation">Stops between two calls.</param>
    public static async Task<SavedModel> FindAsync(NodeDirectory directory, string? jobId, string? task, CancellationToken cancellation)
    {
        RequireTask(task);
        var models = new ReleasedModels(directory);
        await OnlineAsync(directory, connection => jobId is null ? models.FetchNewestAsync(connection, task, cancellation) : models.FetchAsync(connection, jobId, cancellation));
        return OnDisk(directory, jobId, task);
    }

    /// <summary>The newest model of each task, sorted by task; asks the coordinator first, as <see cref="FindAsync"/> does.</summary>
    public static async Task<IReadOnlyList<SavedModel>> FindAllAsync(NodeDirectory directory, CancellationToken cancellation)
    {
        var models = new ReleasedModels(directory);
        await OnlineAsync(directory, connection => models.FetchNewestOfEachTaskAsync(connection, cancellation));
        return [.. TaskCatalogue.Names.Select(models.FindNewest).OfType<SavedModel>()];
    }

    /// <summary>The model that is on this machine; nobody is asked.</summary>
    /// <inheritdoc cref="FindAsync" path="/param"/>
    public static SavedModel OnDisk(NodeDirectory directory, string? jobId, string? task = null)
    {
        RequireTask(task);
        var models = new ReleasedModels(directory);
        var id = jobId ?? (task is null ? models.NewestOrOnlyId() : models.NewestId(task));
        var found = (id is null ? null : models.Find(id)) ?? throw (id is null && task is null && models.NewestTasks is [_, _, ..] tasks ? WhichModel(tasks) : NoModel(jobId, task));
        return task is null || found.Job.Task == task
            ? found
            : throw new CommandException("FED-MODEL-TASK", $"the job {found.JobId} is of the task {found.Job.Task}, not {task}", $"leave the task out, or name a job of {task}");
    }

    /// <summary>What this node kept from the rounds of a job; null for nothing.</summary>
    public static ModelSnapshot? MemoryOf(NodeDirectory directory, string jobId) =>
        NodeLedger.Open(directory.Ledger, TimeProvider.System).FindMemory(jobId) is { } kept ? Safetensors.Read(kept) : null;

    private static async Task OnlineAsync(NodeDirectory directory, Func<ConsortiumConnection, Task> fetch)
    {
        using var identity = NodeIdentity.Load(directory);
        var options = NodeOptions.Parse(File.ReadAllText(directory.Options), directory.Options);
        try
        {
            using var connection = ConsortiumConnection.Open(options.Coordinator, identity);
            await fetch(connection);
        }
        catch (CommandException offline) when (offline.Exit == ExitCode.NoConnection)
        {
            Console.Error.WriteLine($"– {offline.Code}  {offline.What}. Taking the model that is on this machine; a newer one may exist.");
        }
    }

    private static void RequireTask(string? task)
    {
        if (task is not null && !TaskCatalogue.Names.Contains(task))
            throw new CommandException("FED-TASK-NAME", $"there is no task '{Shown.Of(task)}'", $"write one of {string.Join(", ", TaskCatalogue.Names)}");
    }

    private static CommandException WhichModel(IReadOnlyList<string> tasks) => new(
        "FED-MODEL-WHICH", $"this node has models of several tasks ({string.Join(", ", tasks)}), and none was named", "name the task (--task, where the command has it) or the job (--job)", ExitCode.Failed);

    private static CommandException NoModel(string? jobId, string? task) => jobId is null
        ? new("FED-MODEL-NONE", $"no {(task is null ? "job" : $"{task} job")} has released a model yet, or none has reached this node", "wait for a job to complete: fed-node run shows it", ExitCode.Failed)
        : new("FED-MODEL-NONE", $"no model of job '{Shown.Of(jobId)}' is released, or none has reached this node", "leave --job out for the newest model, or ask the operator for the job's identifier", ExitCode.Failed);
}
