using System.CommandLine;
using System.Text.Json;
using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Coordinator.Commands;

/// <summary><c>fed-coordinator job …</c>: what is to be computed.</summary>
internal static class JobCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "Identifier of the job, as submit and list print it" };

    public static Command Create() => new("job", "Submits, lists, watches and cancels jobs.") { Submit(), List(), Watch(), Cancel() };

    private static Command Submit()
    {
        var file = new Argument<string>("FILE") { Description = "The job's YAML" };
        var command = new Command("submit", "Submits a job; the same document twice is the same job. One with 'robust:' is refused while the consortium has fewer partners than it needs.\n\nExample: fed-coordinator job submit churn.yaml") { file, CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new CommandException("FED-JOB-FILE", $"there is no file {path}", "name the job's YAML file");
            var spec = JobSpec.Parse(File.ReadAllText(path), Path.GetFileName(path), TaskCatalogue.Declarations, CompanionFile.Beside(path));
            RequirePartners(spec, path, consortium.Database);
            var (job, isNew) = new JobStore(consortium.Database).Submit(spec, Begin(spec, path), TimeProvider.System.GetUtcNow());
            var state = job.State.ToString().ToLowerInvariant();
            if (parsed.GetValue(CommonOptions.Json))
                Console.WriteLine(JsonSerializer.Serialize(new { job_id = job.Id, state, is_new = isNew }));
            else
                Console.WriteLine(isNew ? $"Submitted {job.Id}   watch it: fed-coordinator job watch {job.Id}" : $"{job.Id} was submitted before and is {state}");
            return ExitCode.Done;
        });
        return command;
    }

    // An ordinary job waits until enough partners are there. One that counts on groups needs so many more that waiting would rarely end.
    private static void RequirePartners(JobSpec spec, string path, SqliteDatabase database)
    {
        if (spec.Robust is not { } robust)
            return;
        var needed = robust.LeastPartners(spec.Cohort.Minimum);
        var there = new PartnerStore(database).List().Count(partner => partner is { State: PartnerState.Active, Certificate: not null });
        if (there >= needed)
            return;
        var parts = robust.IsGrouped ? $"{robust.LeastParts} groups (2 × {robust.Tolerate} + 3) of at least {spec.Cohort.Minimum}" : $"at least {spec.Cohort.Minimum} in every sum";
        throw new CommandException(
            "FED-JOB-PARTNERS", $"{Path.GetFileName(path)}: to bear {robust.Tolerate} bad partners the job needs {needed} partners ({parts}), and {there} are active in this consortium",
            $"lower 'tolerate' under robust:{(robust.IsGrouped ? ", write 'method: geometric-median'," : "")} or invite {needed - there} more: fed-coordinator partner invite NAME");
    }

    // A task may find more amiss than a reader of documents can: an option that names a field of the wrong kind, say.
    private static byte[] Begin(JobSpec spec, string path)
    {
        try
        {
            return Safetensors.Write(TaskCatalogue.For(spec).Begin());
        }
        catch (ArgumentException fault)
        {
            throw new CommandException("FED-JOB-TASK", $"{Path.GetFileName(path)}: task {spec.Task} cannot run this job: {fault.Message}", "change what the message names and submit the job again");
        }
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the jobs.\n\nExample: fed-coordinator job list") { CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var jobs = new JobStore(Consortium.Open(parsed.GetValue(CommonOptions.Directory)!).Database).List();
            if (parsed.GetValue(CommonOptions.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(jobs.Select(job => new
                {
                    job_id = job.Id,
                    task = job.Task,
                    state = job.State.ToString().ToLowerInvariant(),
                    next_round = job.Round,
                    detail = job.Detail,
                    submitted_at = job.SubmittedAt,
                    finished_at = job.FinishedAt,
                })));
            }
            else if (jobs.Count == 0)
            {
                Console.WriteLine("No jobs yet. Submit one: fed-coordinator job submit FILE");
            }
            else
            {
                var now = TimeProvider.System.GetUtcNow();
                Terminal.Table(
                    ["JOB", "TASK", "STATE", ">AGE", "DETAIL"],
                    jobs.Select(job => (IReadOnlyList<string>)[job.Id, job.Task, job.State.ToString().ToLowerInvariant(), Age.Format(now - job.SubmittedAt), job.Detail ?? ""]));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Watch()
    {
        var command = new Command("watch", "Follows a job to its end; exit code 0 when it completed.\n\nExample: fed-coordinator job watch churn-9c1f4b7e --json") { Id, CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            return await new JobWatch(new JobStore(consortium.Database), new SnapshotStore(consortium.Database), TimeProvider.System)
                .RunAsync(parsed.GetValue(Id)!, parsed.GetValue(CommonOptions.Json), cancellation);
        });
        return command;
    }

    private static Command Cancel()
    {
        var command = new Command("cancel", "Ends a job. Rounds that were sealed stay sealed.\n\nExample: fed-coordinator job cancel churn-9c1f4b7e") { Id, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var jobs = new JobStore(Consortium.Open(parsed.GetValue(CommonOptions.Directory)!).Database);
            var id = parsed.GetValue(Id)!;
            var job = jobs.Find(id) ?? throw JobWatch.NoSuchJob(id);
            if (!jobs.SetState(id, JobState.Cancelled, "cancelled by the operator", TimeProvider.System.GetUtcNow()))
                throw new CommandException("FED-JOB-OVER", $"{id} is {job.State.ToString().ToLowerInvariant()} already", "only a queued or running job can be cancelled", ExitCode.Failed);
            Console.WriteLine($"{id} is cancelled");
            return ExitCode.Done;
        });
        return command;
    }
}
