using System.Text.Json;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Coordinator.Commands;

/// <summary>Prints each change of a job: a line for people, or a JSON object a line.</summary>
internal sealed class JobWatch(JobStore jobs, SnapshotStore snapshots, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public static CommandException NoSuchJob(string id) => new("FED-JOB-NONE", $"no job is called '{id}'", "see fed-coordinator job list");

    public async Task<int> RunAsync(string id, bool json, CancellationToken cancellation)
    {
        var job = jobs.Find(id) ?? throw NoSuchJob(id);
        var task = TaskCatalogue.For(JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Declarations));
        var began = clock.GetUtcNow();
        int? completedAtStart = null;
        string? last = null;
        byte[] described = [];
        TaskProgress? progress = null;
        while (true)
        {
            job = jobs.Find(id)!;
            if (progress is null || !job.SnapshotHash.AsSpan().SequenceEqual(described))
                (described, progress) = (job.SnapshotHash, task.Describe(Safetensors.Read(snapshots.Find(job.SnapshotHash)!)));
            completedAtStart ??= progress.CompletedRounds;
            var key = $"{job.State} {progress.CompletedRounds} {job.Detail}";
            if (key != last)
            {
                last = key;
                Print(job, progress, json, Remaining(progress, completedAtStart.Value, clock.GetUtcNow() - began));
            }

            if (job.IsFinal)
                return job.State == JobState.Completed ? ExitCode.Done : ExitCode.Failed;
            await Task.Delay(Pace, clock, cancellation);
        }
    }

    private static TimeSpan? Remaining(TaskProgress progress, int completedAtStart, TimeSpan watched)
    {
        var done = progress.CompletedRounds - completedAtStart;
        return done > 0 ? watched / done * (progress.TotalRounds - progress.CompletedRounds) : null;
    }

    private static void Print(Job job, TaskProgress progress, bool json, TimeSpan? remaining)
    {
        var state = job.State.ToString().ToLowerInvariant();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                job_id = job.Id,
                state,
                stage = progress.Stage,
                round = progress.CompletedRounds,
                total_rounds = progress.TotalRounds,
                remaining_seconds = remaining?.TotalSeconds,
                detail = job.Detail,
                terminal = job.IsFinal,
            }));
            return;
        }

        var eta = remaining is { } left && !job.IsFinal ? $"   about {Age.Format(left)} left" : "";
        Console.WriteLine($"{job.Id}  {state}  {progress.Stage,-10} {progress.CompletedRounds,4}/{progress.TotalRounds}{eta}   {job.Detail}");
    }
}
