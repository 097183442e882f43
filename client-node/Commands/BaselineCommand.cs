using System.Buffers.Binary;
using System.CommandLine;
using System.Text.Json;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node baseline</c>: the job's model on this partner's rows alone. Nothing is sent, and no membership is needed.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out", "-o") { Description = "File to write", DefaultValueFactory = _ => "model.safetensors" };
        var wholeCourse = new Option<bool>("--no-early-stopping") { Description = "Train for the job's own number of rounds, instead of choosing it on a fifth of the training rows" };
        var command = new Command("baseline", "Trains a job's model on your rows alone, to see what the others add.\n\nExample: fed-node baseline --job churn.yaml --mapping mapping.yaml -o alone.safetensors")
        {
            CommonOptions.Job, CommonOptions.Mapping, output, wholeCourse, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var job = JobFile.Load(parsed.GetValue(CommonOptions.Job)!);
            if (!LabelledTable.TryRead(job, parsed.MappingPath(), out var table))
                return Task.FromResult(ExitCode.BadInput);
            var training = new SoloTraining(job, Seed(job));
            var model = parsed.GetValue(wholeCourse) ? training.Train(table, cancellation) : training.TrainWithEarlyStopping(table, cancellation);
            var path = parsed.GetValue(output)!;
            AtomicFile.Write(path, Safetensors.Write(model.Snapshot));
            Print(job, model, HeldOutQuality.Of(job, model.Snapshot, table), path, parsed.GetValue(CommonOptions.Json));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    // The same job on the same rows gives the same model.
    private static ulong Seed(JobSpec job) => BinaryPrimitives.ReadUInt64LittleEndian(job.Hash());

    private static void Print(JobSpec job, SoloModel model, HeldOutQuality quality, string path, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                job = job.Name,
                rounds = model.Rounds,
                early_stopping = !model.ValidationAreas.IsEmpty,
                snapshot_hash = model.Snapshot.ContentHash(),
                evaluation = QualityText.Json(quality),
            }));
            return;
        }

        var chosen = model.ValidationAreas.IsEmpty ? "as the job says" : $"best of {model.ValidationAreas.Length} on a fifth of the training rows";
        Console.WriteLine($"Wrote     {path}   trained on your rows alone, {model.Rounds} rounds ({chosen})");
        Console.WriteLine(QualityText.Line(quality));
    }
}
