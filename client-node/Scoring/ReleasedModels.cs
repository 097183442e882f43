using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.Protocol.V1;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// The released models that this node has: <c>models/JOB_ID/model.safetensors</c> beside its <c>job.yaml</c>; <c>models/newest</c>, which names the newest job,
/// and <c>models/newest.TASK</c>, which names the newest of a task. A model is there when both files are; each is written whole, the model last.
/// </summary>
internal sealed partial class ReleasedModels(NodeDirectory directory)
{
    /// <summary>Brings the newest released model here, unless it is here already.</summary>
    /// <param name="connection">To the coordinator.</param>
    /// <param name="task">A task of the catalogue, whose newest model is meant; null for the newest of all.</param>
    /// <param name="cancellation">Stops between two calls.</param>
    /// <returns>Its job's identifier; null when no such job has released a model yet.</returns>
    /// <exception cref="CommandException">No connection (exit code 2), or what arrived is not what was announced.</exception>
    public async Task<string?> FetchNewestAsync(ConsortiumConnection connection, string? task, CancellationToken cancellation)
    {
        var download = new ModelDownload(connection);
        if ((await download.ListAsync(cancellation)).FirstOrDefault(model => task is null || model.Task == task) is not { } newest)
            return null;
        await FetchNewestAsync(download, newest, isOfAll: task is null, cancellation);
        return newest.JobId;
    }

    /// <summary>Brings the newest released model of every task of the catalogue here, unless it is here already.</summary>
    /// <inheritdoc cref="FetchNewestAsync(ConsortiumConnection, string?, CancellationToken)" path="/exception"/>
    public async Task FetchNewestOfEachTaskAsync(ConsortiumConnection connection, CancellationToken cancellation)
    {
        var download = new ModelDownload(connection);
        foreach (var task in (await download.ListAsync(cancellation)).Where(model => TaskCatalogue.Names.Contains(model.Task)).GroupBy(model => model.Task))
            await FetchNewestAsync(download, task.First(), isOfAll: false, cancellation);
    }

    /// <summary>Brings the model of one job here, unless it is here already.</summary>
    /// <returns>False when this job has released none.</returns>
    /// <inheritdoc cref="FetchNewestAsync(ConsortiumConnection, string?, CancellationToken)" path="/exception"/>
    public async Task<bool> FetchAsync(ConsortiumConnection connection, string jobId, CancellationToken cancellation)
    {
        var download = new ModelDownload(connection);
        if ((await download.ListAsync(cancellation)).FirstOrDefault(model => model.JobId == jobId) is not { } model)
            return false;
        await FetchAsync(download, model, cancellation);
        return true;
    }

    /// <summary>The newest model on disk; null when there is none.</summary>
    /// <param name="task">A task of the catalogue; null for the newest of all.</param>
    /// <exception cref="CommandException">Its files are damaged.</exception>
    public SavedModel? FindNewest(string? task = null) => NewestId(task) is { } newest ? Find(newest) : null;

    /// <summary>The job of the newest model on disk; null when there is none.</summary>
    /// <inheritdoc cref="FindNewest" path="/param"/>
    public string? NewestId(string? task = null) => File.Exists(NewestPath(task)) ? File.ReadAllText(NewestPath(task)).Trim() : null;

    /// <summary>The job of the newest model on disk. When models were only asked for by task so far, and of one task alone, there is no doubt which one is meant.</summary>
    public string? NewestOrOnlyId() =>
        NewestId() ?? (NewestTasks is [var only] ? NewestId(only) : null);

    /// <summary>Tasks of which there is a newest model on disk, sorted.</summary>
    public IReadOnlyList<string> NewestTasks => [.. TaskCatalogue.Names.Where(task => NewestId(task) is not null)];

    /// <summary>The model of a job on disk; null when it is not here.</summary>
    /// <exception cref="CommandException">Its files are damaged.</exception>
    public SavedModel? Find(string jobId)
    {
        if (!IsJobId(jobId) || !File.Exists(JobPath(jobId)) || !File.Exists(ModelPath(jobId)))
            return null;
        using var stream = File.OpenRead(JobPath(jobId));
        var job = JobSpec.Parse(DocumentText.Read(stream, "job.yaml", "FED-JOB"), $"models/{jobId}/job.yaml", TaskCatalogue.Declarations);
        return new SavedModel(jobId, job, ModelFile.Load(ModelPath(jobId)));
    }

    /// <summary>When the model of a job came to this machine.</summary>
    public DateTimeOffset ReceivedAt(string jobId) => File.GetLastWriteTimeUtc(ModelPath(jobId));

    private async Task FetchNewestAsync(ModelDownload download, ReleasedModel newest, bool isOfAll, CancellationToken cancellation)
    {
        await FetchAsync(download, newest, cancellation);
        // What the list says of the task is no more than a hint: the document that has the announced hash decides.
        AtomicFile.Write(NewestPath(Find(newest.JobId)!.Job.Task), newest.JobId);
        if (isOfAll)
            AtomicFile.Write(NewestPath(null), newest.JobId);
    }

    private async Task FetchAsync(ModelDownload download, ReleasedModel model, CancellationToken cancellation)
    {
        if (!IsJobId(model.JobId))
            throw new CommandException("FED-MODEL-ID", $"the coordinator names a job '{Shown.Of(model.JobId)}', which is no identifier", "tell the operator; nothing was written", ExitCode.VerificationFailed);
        if (HasOnDisk(model))
            return;
        var document = await download.JobAsync(model.JobId, model.JobHash, cancellation);
        var job = JobSpec.Parse(document, $"job {model.JobId}", TaskCatalogue.Declarations);
        var content = await download.SnapshotAsync(model.SnapshotHash, cancellation);
        _ = TaskCatalogue.For(job).Describe(ModelFile.Parse(content, $"the model of {model.JobId}"));
        Directory.CreateDirectory(Path.GetDirectoryName(JobPath(model.JobId))!);
        AtomicFile.Write(JobPath(model.JobId), document);
        AtomicFile.Write(ModelPath(model.JobId), content);
    }

    private bool HasOnDisk(ReleasedModel model)
    {
        if (!File.Exists(JobPath(model.JobId)) || !File.Exists(ModelPath(model.JobId)))
            return false;
        using FileStream job = File.OpenRead(JobPath(model.JobId)), content = File.OpenRead(ModelPath(model.JobId));
        return SHA256.HashData(job).AsSpan().SequenceEqual(model.JobHash.Span) && SHA256.HashData(content).AsSpan().SequenceEqual(model.SnapshotHash.Span);
    }

    // No job's folder has a name with a dot.
    private string NewestPath(string? task) => Path.Combine(directory.Models, task is null ? "newest" : $"newest.{task}");

    private string JobPath(string jobId) => Path.Combine(directory.Models, jobId, "job.yaml");

    private string ModelPath(string jobId) => Path.Combine(directory.Models, jobId, "model.safetensors");

    // It becomes a folder's name, so it may hold nothing that a path obeys.
    private static bool IsJobId(string text) => JobIdPattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,99}\z")]
    private static partial Regex JobIdPattern();
}
