using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Drift;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node score</c>: applies a released model to this partner's own customers, on this machine.</summary>
internal static class ScoreCommand
{
    private const int MostReasons = 10;

    private static readonly Option<string?> Source = new("--data") { Description = "CSV file to score; default: the source of the mapping" };
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write", DefaultValueFactory = _ => "scores.csv" };
    private static readonly Option<int> Reasons = new("--reasons") { Description = "Reasons a customer, 0 to 10", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> RefuseDrift = new("--refuse-drift") { Description = "Write nothing, and exit with 6, when a field has changed a lot since the model was trained" };

    public static Command Create()
    {
        var command = new Command("score", "Scores your customers with a released model: id, results, group from 1 to 10 (most likely), reasons, model. Nothing is sent. Scores are kept in the node's ledger, under hashes of the ids, to be compared with outcomes.\n\nExample: fed-node score churn --data customers.csv --out scores.csv --dir /var/lib/fed-node")
        {
            CommonOptions.Task, CommonOptions.JobId, Source, Output, Reasons, RefuseDrift, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
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
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(CommonOptions.JobId), parsed.GetValue(CommonOptions.Task), cancellation);
        var mapping = DataMapping.Load(parsed.MappingPath());
        if (parsed.GetValue(Source) is { } source)
            mapping = mapping.WithFile(source);
        var scoring = CustomerScoring.Check(model, ModelChoice.MemoryOf(directory, model.JobId), mapping, new RowProgress(Console.Error));
        LabelledTable.PrintUnlessClean(scoring.Report);
        if (!scoring.Report.IsUsable)
            return ExitCode.BadInput;
        var drifted = CheckDrift(model, scoring, parsed.GetValue(RefuseDrift));
        var path = parsed.GetValue(Output)!;
        var book = new ScoreBook(LedgerFile.Open(directory), TimeProvider.System);
        var recording = scoring is { HasIds: true, Cuts: { } cuts } ? book.Begin(model.JobId, model.Snapshot.ContentHash(), cuts) : null;
        var rows = ScoreSheet.Write(path, Recorded(scoring.Batches(new ScoreOptions { Reasons = reasons }), recording, cancellation), reasons);
        recording?.Commit();
        Print(model, rows, path, scoring.Cuts is not null, drifted, parsed.GetValue(CommonOptions.Json));
        return ExitCode.Done;
    }

    private static IReadOnlyList<FieldDrift> CheckDrift(SavedModel model, CustomerScoring scoring, bool refuse)
    {
        var drifted = DriftCheck.Severe(DriftCheck.Of(model, scoring.Rows));
        foreach (var field in drifted)
            Console.Error.WriteLine(DriftCheck.Warning(field));
        return drifted.Count == 0 || !refuse
            ? drifted
            : throw new CommandException(
                "FED-SCORE-DRIFT", $"{string.Join(", ", drifted.Select(field => field.Field))} changed too much since {model.JobId} was trained; no scores were written",
                "check the columns and the mapping; when the customers have really changed, ask for a new run, or score without --refuse-drift", ExitCode.Refused);
    }

    private static IEnumerable<ScoredCustomers> Recorded(IEnumerable<ScoredCustomers> batches, ScoreRecording? recording, CancellationToken cancellation)
    {
        foreach (var batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            recording?.Add(batch.Names, batch.Rows.Ranking());
            yield return batch;
        }
    }

    private static void Print(SavedModel model, long rows, string path, bool isRanking, IReadOnlyList<FieldDrift> drifted, bool asJson) => Console.WriteLine(asJson
        ? JsonSerializer.Serialize(new
        {
            job_id = model.JobId,
            task = model.Job.Task,
            snapshot_hash = model.Snapshot.ContentHash(),
            rows,
            path,
            drift = drifted.Select(field => new { field = field.Field, stability_index = field.StabilityIndex }),
        })
        : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   {rows:N0} customers scored with the model of {model.JobId}{(isRanking ? "; group 10 is the most likely" : "")}"));
}
