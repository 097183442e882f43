using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node score</c>: applies a released model to this partner's own customers, on this machine.</summary>
internal static class ScoreCommand
{
    private const int MostReasons = 10;

    private static readonly Option<string?> Job = new("--job") { Description = "Identifier of the job whose model to use; default: the newest released model" };
    private static readonly Option<string?> Source = new("--data") { Description = "CSV file to score; default: the source of the mapping" };
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write", DefaultValueFactory = _ => "scores.csv" };
    private static readonly Option<int> Reasons = new("--reasons") { Description = "Reasons a customer, 0 to 10", DefaultValueFactory = _ => 3 };

    public static Command Create()
    {
        var command = new Command("score", "Scores your customers with a released model: id, score, group from 1 to 10 (most likely), reasons, model. Nothing is sent. The scores are kept in the node's ledger, under hashes of the ids, to be compared with outcomes.\n\nExample: fed-node score --data customers.csv --out scores.csv --dir /var/lib/fed-node")
        {
            Job, Source, Output, Reasons, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var reasons = parsed.GetValue(Reasons);
        if (reasons is < 0 or > MostReasons)
            throw new CommandException("FED-SCORE-REASONS", $"--reasons {reasons} is not from 0 to {MostReasons}", "give a number in that range");
        var directory = parsed.NodeDirectory();
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(Job), cancellation);
        var mapping = DataMapping.Load(parsed.MappingPath());
        if (parsed.GetValue(Source) is { } source)
            mapping = mapping.WithFile(source);
        var path = parsed.GetValue(Output)!;
        var (report, scored) = CustomerScoring.Score(model, ModelChoice.MemoryOf(directory, model.JobId), mapping, new ScoreOptions { Reasons = reasons });
        LabelledTable.PrintUnlessClean(report);
        if (scored is null)
            return ExitCode.BadInput;
        ScoreSheet.Write(path, scored);
        if (scored is { HasIds: true, Rows.IsRanking: true, Rows.Count: > 0 })
            new ScoreBook(LedgerFile.Open(directory), TimeProvider.System).Record(model.JobId, model.Snapshot.ContentHash(), scored.Names, scored.Rows.Ranking());
        Console.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new { job_id = model.JobId, snapshot_hash = model.Snapshot.ContentHash(), rows = report.UsedRowCount, path })
            : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {report.UsedRowCount:N0} customers scored with the model of {model.JobId}; group 10 is the most likely"));
        return ExitCode.Done;
    }
}
