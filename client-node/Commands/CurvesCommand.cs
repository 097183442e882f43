using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Federated.ClientNode.Data;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Allocate;
using Federated.Tasks.Documents;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node plan curves</c>: response curves for <c>allocate</c> from a released model and this partner's own rows. Nothing is sent.</summary>
internal static class CurvesCommand
{
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write: spend and return, points of a curve for each place", DefaultValueFactory = _ => "curves.csv" };
    private static readonly Option<string[]> By = new("--by") { Description = "Fields of the contract whose values name a place: channel, region, hour; separated by commas", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Cost = new("--cost") { Description = "What a contact or impression costs, and for single places value=cost: --cost 0.02 --cost search=0.5; default: contact_cost of an uplift job", DefaultValueFactory = _ => [] };
    private static readonly Option<double?> Value = new("--value") { Description = "What a response is worth; of a forecast, what a unit of money of extra sales is worth; default: response_value of an uplift job, or 1" };
    private static readonly Option<bool> Alike = new("--all-alike") { Description = "The channel cannot choose whom it reaches: every contact brings the mean of its place" };
    private static readonly Option<string?> Source = new("--data") { Description = "CSV file to read; default: the source of the mapping" };

    public static Command Create()
    {
        var command = new Command("curves", "Draws the response curves that allocate reads, from a released model of uplift, click, response or forecast and your own rows: contacts in the order of what they bring, or discounts by the elasticity of demand. Nothing is sent.\n\nExample: fed-node plan curves uplift --by region --cost 0.5 --value 20 --out curves.csv --dir /var/lib/fed-node\nExample: fed-node plan curves forecast --by product --value 0.3 --dir /var/lib/fed-node")
        {
            CommonOptions.Task, CommonOptions.JobId, By, Cost, Value, Alike, Source, Output, CommonOptions.Mapping, CommonOptions.Json, CommonOptions.Directory,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var directory = parsed.NodeDirectory();
        var model = await ModelChoice.FindAsync(directory, parsed.GetValue(CommonOptions.JobId), parsed.GetValue(CommonOptions.Task), cancellation);
        var mapping = DataMapping.Load(parsed.MappingPath());
        if (parsed.GetValue(Source) is { } source)
            mapping = mapping.WithFile(source);
        string[] by = [.. parsed.GetValue(By)!.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        var draft = Begin(model, by, PricesOf(parsed, model));
        var scoring = CustomerScoring.Check(model, ModelChoice.MemoryOf(directory, model.JobId), mapping, new RowProgress(Console.Error));
        LabelledTable.PrintUnlessClean(scoring.Report);
        if (!scoring.Report.IsUsable)
            return ExitCode.BadInput;
        foreach (var batch in scoring.Batches(ScoreOptions.ScoresOnly))
        {
            cancellation.ThrowIfCancellationRequested();
            draft.Add(batch.Table!, batch.Rows);
        }

        var rows = Rows(draft);
        var path = parsed.GetValue(Output)!;
        AtomicFile.Write(path, Sheet(draft.Keys, rows));
        var places = rows.Select(row => string.Join(" · ", row.Place)).Distinct(StringComparer.Ordinal).Count();
        Console.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new { path, job_id = model.JobId, task = model.Job.Task, places, points = rows.Count })
            : string.Create(CultureInfo.InvariantCulture, $"Wrote {path}   curves of {places:N0} places from {model.JobId}; fed-node allocate --curves {path} --budget … divides a budget over them"));
        return ExitCode.Done;
    }

    private static CurveDraft Begin(SavedModel model, IReadOnlyList<string> by, CurvePrices prices)
    {
        try
        {
            return CurveDraft.For(model.Job, model.Snapshot, by, prices);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException("FED-CURVES-MODEL", fault.Message, "name another task, or other fields under --by");
        }
    }

    private static List<CurveRow> Rows(CurveDraft draft)
    {
        try
        {
            return draft.Rows().ToList() is [_, ..] rows ? rows : throw new CommandException("FED-CURVES-EMPTY", "no row of yours has a score", "check the mapping: fed-node data check --job says how");
        }
        catch (ArgumentException fault)
        {
            throw new CommandException("FED-CURVES-COST", fault.Message, "give --cost with a number for all places, or --cost value=number for this one");
        }
    }

    private static CurvePrices PricesOf(ParseResult parsed, SavedModel model)
    {
        var isUplift = model.Job.Task == "uplift";
        var costs = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        double? cost = isUplift && model.Job.Options.Number("contact_cost") is > 0 and var ofJob ? ofJob : null;
        foreach (var written in parsed.GetValue(Cost)!)
        {
            var at = written.LastIndexOf('=');
            var number = Positive(written[(at + 1)..], "--cost", written);
            if (at < 0)
                cost = number;
            else
                costs[written[..at]] = number;
        }

        var value = parsed.GetValue(Value) is { } asked ? Positive(asked.ToString(CultureInfo.InvariantCulture), "--value", asked.ToString(CultureInfo.InvariantCulture)) : isUplift ? Math.Max(1e-12, model.Job.Options.Number("response_value")) : 1;
        return new CurvePrices { Value = value, Cost = cost, CostOf = costs.ToImmutable(), CanChoose = !parsed.GetValue(Alike) };
    }

    private static double Positive(string text, string option, string written) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)
        ? number
        : throw new CommandException("FED-CURVES-PRICE", $"{option} {Shown.Of(written)} is not above 0", "give an amount of money, with a point and without separators");

    private static string Sheet(IReadOnlyList<string> keys, IEnumerable<CurveRow> rows)
    {
        using var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            foreach (var cells in rows.Select(row => (string[])[.. row.Place.Select(ScoreSheet.Inert), Written(row.Spend), Written(row.Return)]).Prepend([.. keys.Select(ScoreSheet.Inert), "spend", "return"]))
            {
                foreach (var cell in cells)
                    csv.WriteField(cell);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    private static string Written(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
