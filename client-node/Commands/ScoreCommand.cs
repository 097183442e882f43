using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Sql;
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
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write; with --table, only when it is named", DefaultValueFactory = _ => "scores.csv" };
    private static readonly Option<string?> Table = new("--table")
    {
        Description = "Table to write, in the database of the mapping's source or in that of --database; made when there is none. Scoring again with the same model replaces its rows; rows of other models stay, told apart by model_version and scored_at. All rows are written, or none",
    };

    private static readonly Option<string?> Database = new("--database") { Description = "File that names the database of --table: provider, connection or connection_file, timeout_seconds, as in a mapping's source" };
    private static readonly Option<int> Reasons = new("--reasons") { Description = "Reasons a customer, 0 to 10", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> RefuseDrift = new("--refuse-drift") { Description = "Write nothing, and exit with 6, when a field has changed a lot since the model was trained" };

    public static Command Create()
    {
        var command = new Command("score", "Scores your customers with a released model: id, results, group from 1 to 10 (highest), reasons, model. Nothing is sent. Scores are kept in the node's ledger, under hashes of the ids, to be compared with outcomes. With --table this command, and no other, opens a database to write, and writes that one table.\n\nExample: fed-node score churn --data customers.csv --out scores.csv --dir /var/lib/fed-node\nExample: fed-node score churn --table marketing.churn_scores --database warehouse.yaml --dir /var/lib/fed-node")
        {
            CommonOptions.Task, CommonOptions.JobId, Source, Output, Table, Database, Reasons, RefuseDrift, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var reasons = parsed.GetValue(Reasons);
        if (reasons is < 0 or > MostReasons)
            throw new CommandException("FED-SCORE-REASONS", $"--reasons {reasons} is not from 0 to {MostReasons}", "give a number in that range");
        var name = parsed.GetValue(Table) is { } written ? SqlTableName.Parse(written) : null;
        if (name is null && parsed.GetValue(Database) is not null)
            throw new CommandException("FED-SCORE-TABLE", "--database names where a table goes, but there is no --table", "name the table: --table churn_scores");
        var directory = parsed.NodeDirectory();
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(CommonOptions.JobId), parsed.GetValue(CommonOptions.Task), cancellation);
        var mapping = DataMapping.Load(parsed.MappingPath());
        var destination = name is null ? null : parsed.GetValue(Database) is { } file ? SqlDestination.Load(file) : SqlDestination.Of(mapping);
        destination?.Open().Dispose();
        if (parsed.GetValue(Source) is { } source)
            mapping = mapping.WithFile(source);
        var scoring = CustomerScoring.Check(model, ModelChoice.MemoryOf(directory, model.JobId), mapping, new RowProgress(Console.Error));
        LabelledTable.PrintUnlessClean(scoring.Report);
        if (!scoring.Report.IsUsable)
            return ExitCode.BadInput;
        var drifted = CheckDrift(model, scoring, parsed.GetValue(RefuseDrift));
        var path = name is null || parsed.GetResult(Output) is { Implicit: false } ? parsed.GetValue(Output) : null;
        var book = new ScoreBook(LedgerFile.Open(directory), TimeProvider.System);
        var recording = scoring is { HasIds: true, Cuts: { } cuts } ? book.Begin(model.JobId, model.Snapshot.ContentHash(), cuts) : null;
        var batches = Recorded(scoring.Batches(new ScoreOptions { Reasons = reasons }), recording, cancellation);
        if (name is not null)
            batches = new ScoreTable(destination!, name, model.Job.Task, reasons, TimeProvider.System).Write(batches);
        var rows = path is null ? batches.Sum(batch => (long)batch.Rows.Count) : ScoreSheet.Write(path, batches, reasons);
        recording?.Commit();
        Print(model, rows, (path, name, destination?.Provider), scoring.Cuts is not null, scoring.Background, drifted, parsed.GetValue(CommonOptions.Json));
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

    private static void Print(SavedModel model, long rows, (string? Path, SqlTableName? Table, string? Provider) to, bool isRanking, long background, IReadOnlyList<FieldDrift> drifted, bool asJson) => Console.WriteLine(asJson
        ? JsonSerializer.Serialize(new
        {
            job_id = model.JobId,
            task = model.Job.Task,
            snapshot_hash = model.Snapshot.ContentHash(),
            rows,
            background_rows = background,
            path = to.Path,
            table = to.Table?.ToString(),
            drift = drifted.Select(field => new { field = field.Field, stability_index = field.StabilityIndex }),
        })
        : string.Create(CultureInfo.InvariantCulture, $"Wrote {Words(to)}   {rows:N0} {(background > 0 ? "results" : "customers scored")} with the model of {model.JobId}{(isRanking ? "; group 10 has the highest scores" : "")}{(background > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {background:N0} rows of the past were read and are not listed") : "")}"));

    private static string Words((string? Path, SqlTableName? Table, string? Provider) to) =>
        string.Join(" and ", new[] { to.Path, to.Table is null ? null : $"the table {to.Table} of the {to.Provider} database" }.OfType<string>());
}
