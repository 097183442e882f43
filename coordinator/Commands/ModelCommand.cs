using System.CommandLine;
using System.Text.Json;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;

namespace Federated.Coordinator.Commands;

/// <summary><c>fed-coordinator model …</c>: what completed jobs released.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Lists and exports the models of completed jobs.") { List(), Export() };

    private static Command List()
    {
        var command = new Command("list", "Lists the released models.\n\nExample: fed-coordinator model list") { CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            var snapshots = new SnapshotStore(consortium.Database);
            var models = new JobStore(consortium.Database).List().Where(job => job.State == JobState.Completed).Select(job => (Job: job, Progress: Describe(job, snapshots.Find(job.SnapshotHash)!))).ToList();
            if (parsed.GetValue(CommonOptions.Json))
                Console.WriteLine(JsonSerializer.Serialize(models.Select(model => Summary(model.Job, model.Progress))));
            else if (models.Count == 0)
                Console.WriteLine("No models yet: a job releases its model when it completes.");
            else
                Terminal.Table(
                    ["JOB", "TASK", "SHA-256", ">ROUNDS", ">AUC"],
                    models.Select(model => (IReadOnlyList<string>)[
                        model.Job.Id, model.Job.Task, $"{Convert.ToHexStringLower(model.Job.SnapshotHash)[..16]}…", $"{model.Progress.CompletedRounds}",
                        model.Progress.Evaluation is { } quality ? FormattableString.Invariant($"{quality.AreaUnderCurve:0.000}") : "–"]));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Export()
    {
        var id = new Argument<string>("JOB_ID") { Description = "Identifier of the job" };
        var output = new Option<string>("--out", "-o") { Description = "File to write", DefaultValueFactory = _ => "model.safetensors" };
        var command = new Command("export", "Writes a released model as safetensors.\n\nExample: fed-coordinator model export churn-9c1f4b7e -o model.safetensors") { id, output, CommonOptions.Json, CommonOptions.Directory };
        command.SetAction(parsed =>
        {
            var consortium = Consortium.Open(parsed.GetValue(CommonOptions.Directory)!);
            var job = new JobStore(consortium.Database).Find(parsed.GetValue(id)!) ?? throw JobWatch.NoSuchJob(parsed.GetValue(id)!);
            if (job.State != JobState.Completed)
                throw new CommandException("FED-MODEL-NONE", $"{job.Id} is {job.State.ToString().ToLowerInvariant()}, so it has released no model", $"wait for it: fed-coordinator job watch {job.Id}", ExitCode.Failed);
            var content = new SnapshotStore(consortium.Database).Find(job.SnapshotHash)!;
            var path = parsed.GetValue(output)!;
            File.WriteAllBytes(path, content);
            if (parsed.GetValue(CommonOptions.Json))
                Console.WriteLine(JsonSerializer.Serialize(Summary(job, Describe(job, content))));
            else
                Console.WriteLine($"Wrote {path}   {content.Length:N0} bytes   SHA-256 {Convert.ToHexStringLower(job.SnapshotHash)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static TaskProgress Describe(Job job, byte[] snapshot) => TaskCatalogue.For(JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Declarations)).Describe(Safetensors.Read(snapshot));

    private static object Summary(Job job, TaskProgress progress) => new
    {
        job_id = job.Id,
        task = job.Task,
        snapshot_hash = Convert.ToHexStringLower(job.SnapshotHash),
        rounds = progress.CompletedRounds,
        rows = progress.Rows,
        evaluation = progress.Evaluation is { } quality
            ? new { rows = quality.Rows, auc = quality.AreaUnderCurve, log_loss = quality.LogLoss, accuracy = quality.Accuracy }
            : null,
    };
}
