using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node score</c>: applies a released model to this partner's own customers, on this machine.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var job = new Option<string?>("--job") { Description = "Identifier of the job whose model to use; default: the newest released model" };
        var data = new Option<string?>("--data") { Description = "CSV file to score; default: the source of the mapping" };
        var output = new Option<string>("--out", "-o") { Description = "CSV file to write", DefaultValueFactory = _ => "scores.csv" };
        var command = new Command("score", "Scores your customers with a released model: id, score, group from 1 to 10 (most likely). Nothing is sent.\n\nExample: fed-node score --data customers.csv --out scores.csv --dir /var/lib/fed-node")
        {
            job, data, output, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var model = await FindAsync(parsed.NodeDirectory(), parsed.GetValue(job), cancellation);
            var mapping = DataMapping.Load(parsed.MappingPath());
            if (parsed.GetValue(data) is { } source)
                mapping = mapping.WithFile(source);
            var path = parsed.GetValue(output)!;
            var report = CustomerScoring.Write(model, mapping, path);
            LabelledTable.PrintUnlessClean(report);
            if (!report.IsUsable)
                return ExitCode.BadInput;
            Console.WriteLine(parsed.GetValue(CommonOptions.Json)
                ? JsonSerializer.Serialize(new { job_id = model.JobId, snapshot_hash = model.Snapshot.ContentHash(), rows = report.UsedRowCount, path })
                : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {report.UsedRowCount:N0} customers scored with the model of {model.JobId}; group 10 is the most likely"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Asks the coordinator for the newest model, and takes what is on disk when it cannot be reached, saying so.</summary>
    internal static async Task<SavedModel> FindAsync(NodeDirectory directory, string? jobId, CancellationToken cancellation)
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

        return (jobId is null ? models.FindNewest() : models.Find(jobId)) ?? throw NoModel(jobId);
    }

    private static CommandException NoModel(string? jobId) => jobId is null
        ? new("FED-MODEL-NONE", "no job has released a model yet, or none has reached this node", "wait for a job to complete: fed-node run shows it", ExitCode.Failed)
        : new("FED-MODEL-NONE", $"no model of job '{Shown.Of(jobId)}' is released, or none has reached this node", "leave --job out for the newest model, or ask the operator for the job's identifier", ExitCode.Failed);
}
