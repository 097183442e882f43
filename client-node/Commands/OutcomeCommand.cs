using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Outcomes;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node outcome</c>: what happened to customers, recorded and held against the last scores. Nothing is sent.</summary>
internal static class OutcomeCommand
{
    private static readonly Option<string?> Job = new("--job") { Description = "Identifier of the job whose label the outcomes are; default: that of the newest released model" };
    private static readonly Option<string?> Task = new("--task") { Description = "Task whose newest model is meant, for example churn; default: the newest of all" };
    private static readonly Argument<string> Source = new("file") { Description = "CSV file: id, outcome, date (2026-01-31)" };
    private static readonly Option<string> IdColumn = new("--id-column") { Description = "Heading of the ids", DefaultValueFactory = _ => "id" };
    private static readonly Option<string> OutcomeColumn = new("--outcome-column") { Description = "Heading of the outcomes", DefaultValueFactory = _ => "outcome" };
    private static readonly Option<string> DateColumn = new("--date-column") { Description = "Heading of the dates", DefaultValueFactory = _ => "date" };
    private static readonly Option<string> Delimiter = new("--delimiter") { Description = "What separates the cells", DefaultValueFactory = _ => "," };
    private static readonly Option<string?> Output = new("--out", "-o") { Description = "HTML page to write; beside it the same figures as JSON" };

    public static Command Create()
    {
        var import = new Command("import", "Records what happened to customers. It joins the labels of the next run, and tells how good the last scores were.\n\nExample: fed-node outcome import left-in-q3.csv --id-column customer --task churn --dir /var/lib/fed-node")
        {
            Source, IdColumn, OutcomeColumn, DateColumn, Delimiter, Task, Job, CommonOptions.Json, CommonOptions.Directory,
        };
        import.SetAction(Import);
        var backtest = new Command("backtest", "Holds the last scores against the outcomes recorded since.\n\nExample: fed-node outcome backtest --task churn --out backtest.html --dir /var/lib/fed-node") { Task, Job, Output, CommonOptions.Json, CommonOptions.Directory };
        backtest.SetAction(PrintBacktest);
        return new Command("outcome", "What happened to customers: recording it, and testing the last scores by it.") { import, backtest };
    }

    private static int Import(ParseResult parsed)
    {
        var directory = parsed.NodeDirectory();
        var model = ModelChoice.OnDisk(directory, parsed.GetValue(Job), parsed.GetValue(Task));
        var label = LabelOf(model);
        if (parsed.GetValue(Delimiter) is not [var delimiter])
            throw new CommandException("FED-OUTCOME-DELIMITER", "the delimiter is not one character", "give one character, for example --delimiter ';'");
        var columns = new OutcomeColumns(parsed.GetValue(IdColumn)!, parsed.GetValue(OutcomeColumn)!, parsed.GetValue(DateColumn)!, delimiter);
        var outcomes = OutcomeFile.Read(parsed.GetValue(Source)!, columns, label, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var (added, replaced) = new OutcomeBook(LedgerFile.Open(directory), TimeProvider.System).Record(label.Name, outcomes);
        Console.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new { label = label.Name, recorded = outcomes.Count, added, replaced })
            : string.Create(CultureInfo.InvariantCulture, $"Recorded {outcomes.Count:N0} outcomes of {label.Name}   {added:N0} new, {replaced:N0} in place of earlier ones"));
        return ExitCode.Done;
    }

    private static int PrintBacktest(ParseResult parsed)
    {
        var directory = parsed.NodeDirectory();
        var model = ModelChoice.OnDisk(directory, parsed.GetValue(Job), parsed.GetValue(Task));
        var label = LabelOf(model);
        if (model.Job.Contract.LabelKind != LabelKind.TwoClasses || TaskCatalogue.Declaration(model.Job.Task).Scores != ScoreKind.Expectation)
            throw new CommandException("FED-BACKTEST-LABEL", $"scores of the {model.Job.Task} job {model.JobId} are not chances of {label.Name}, so outcomes cannot judge them", "back-test a job that predicts a label of yes or no, such as churn", ExitCode.Failed);
        var ledger = LedgerFile.Open(directory);
        var result = Backtesting.OfLastScores(new ScoreBook(ledger, TimeProvider.System), new OutcomeBook(ledger, TimeProvider.System), model.JobId, label)
            ?? throw new CommandException("FED-BACKTEST-SCORES", $"no customer was scored with the model of {model.JobId} on this machine", "fed-node score first; outcomes that become known afterwards are held against those scores", ExitCode.Failed);
        var report = BacktestReport.Of(model, PartnerOf(directory), result, TimeProvider.System.GetUtcNow());
        if (parsed.GetValue(Output) is { } path)
        {
            AtomicFile.Write(path, report.ToHtml());
            AtomicFile.Write(Path.ChangeExtension(path, ".json"), report.ToJson());
        }

        Console.WriteLine(parsed.GetValue(CommonOptions.Json) ? Json(result) : report.Summary);
        return ExitCode.Done;
    }

    private static LabelValues LabelOf(SavedModel model) => LabelValues.Of(model.Job.Contract)
        ?? throw new CommandException("FED-OUTCOME-LABEL", $"the job {model.JobId} predicts no label that an outcome could be", "name a job with a label: --job", ExitCode.Failed);

    private static string PartnerOf(NodeDirectory directory) => directory.IsMember ? NodeOptions.Parse(File.ReadAllText(directory.Options), directory.Options).Partner : "";

    private static string Json(Backtest result)
    {
        static double? Finite(double value) => double.IsFinite(value) ? value : null;
        return JsonSerializer.Serialize(new
        {
            job_id = result.JobId,
            scored_at = result.ScoredAt,
            scored = result.Scored,
            matched = result.Matched,
            positives = result.Positives,
            auc = Finite(result.AreaUnderCurve.Value),
            auc_low = result.AreaUnderCurve.Low,
            auc_high = result.AreaUnderCurve.High,
            lift_at_tenth = Finite(result.LiftAtTenth.Value),
            calibration_error = Finite(result.CalibrationError),
            groups = result.Groups.Select(group => new { group = group.Group, customers = group.Rows, said = group.MeanScore, happened = group.Observed }),
        });
    }
}
