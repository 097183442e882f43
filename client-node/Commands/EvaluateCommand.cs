using System.CommandLine;
using System.Text.Json;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node evaluate</c>: how well a model does on this partner's held-out rows. Nothing is sent.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--model") { Description = "Model (safetensors) of this job", Required = true };
        var command = new Command("evaluate", "Measures a model on the rows that the job holds out of training.\n\nExample: fed-node evaluate --model model.safetensors --job churn.yaml --mapping mapping.yaml --json")
        {
            file, CommonOptions.Job, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(parsed =>
        {
            var job = JobFile.Load(parsed.GetValue(CommonOptions.Job)!);
            var model = ModelFile.Load(parsed.GetValue(file)!);
            if (!LabelledTable.TryRead(job, parsed.MappingPath(), out var table))
                return ExitCode.BadInput;
            var quality = HeldOutQuality.Of(job, model, table);
            Console.WriteLine(parsed.GetValue(CommonOptions.Json) ? JsonSerializer.Serialize(QualityText.Json(quality)) : QualityText.Line(quality));
            return ExitCode.Done;
        });
        return command;
    }
}
