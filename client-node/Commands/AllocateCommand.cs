using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Federated.ClientNode.Join;
using Federated.ClientNode.Reports;
using Federated.ClientNode.Scoring;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Allocate;
using Federated.Tasks.Reports;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node allocate</c>: divides a budget over channels, regions and hours so that it returns most. Nothing is sent.</summary>
internal static class AllocateCommand
{
    private static readonly Option<string> Curves = new("--curves") { Description = "CSV file of response curves: columns that name a place (channel, region, hour), spend and return of its points (or maximum, half and shape of a saturating curve), and minimum and cap where there are any", Required = true };
    private static readonly Option<double> Budget = new("--budget") { Description = "Money to spend at most", Required = true };
    private static readonly Option<string> Output = new("--out", "-o") { Description = "CSV file to write: spend and return of each place", DefaultValueFactory = _ => "plan.csv" };
    private static readonly Option<string?> Report = new("--report") { Description = "HTML page to write" };

    public static Command Create()
    {
        var command = new Command("allocate", "Divides a budget over channels, regions and hours so that it returns most, within minimums and caps; says what the next unit of money, a higher cap and other budgets would return. Needs no membership; nothing is sent.\n\nExample: fed-node allocate --curves curves.csv --budget 10000 --out plan.csv --report plan.html --json")
        {
            Curves, Budget, Output, Report, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var budget = parsed.GetValue(Budget);
        if (!(budget >= 0 && double.IsFinite(budget)))
            throw new CommandException("FED-ALLOCATE-BUDGET", $"--budget {budget.ToString(CultureInfo.InvariantCulture)} is not 0 or more", "give an amount of money");
        var curves = CurveFile.Read(parsed.GetValue(Curves)!, budget);
        var plan = Make(curves, budget);
        var path = parsed.GetValue(Output)!;
        AtomicFile.Write(path, Sheet(plan));
        if (parsed.GetValue(Report) is { } page)
            AtomicFile.Write(page, Page(plan).ToHtml());
        Print(plan, path, parsed.GetValue(CommonOptions.Json));
        return ExitCode.Done;
    }

    /// <exception cref="CommandException">The budget is less than the minimum spends.</exception>
    public static BudgetPlan Make(ResponseCurves curves, double budget)
    {
        try
        {
            return BudgetPlan.Make(curves, budget);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException("FED-ALLOCATE-BUDGET", fault.Message, "see --budget and the columns minimum and cap");
        }
    }

    private static ReportDocument Page(BudgetPlan plan)
    {
        var shown = BudgetPlanReport.Of(plan);
        var origin = new ReportOrigin("this machine", TimeProvider.System.GetUtcNow());
        return new ReportDocument(
            shown.Title, string.Create(CultureInfo.InvariantCulture, $"budget plan · {origin.Made.UtcDateTime:d MMMM yyyy}"), shown.Summary, shown.KeyFigures, shown.Sections,
            new ReportProvenance(origin.Partner, "allocate", "", 0, "", 0, origin.Made, origin.Version));
    }

    private static string Sheet(BudgetPlan plan)
    {
        using var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            WriteRow(csv, [.. plan.Curves.Keys.Select(ScoreSheet.Inert), "spend", "return", "cap_price", "minimum_price"]);
            foreach (var (cell, place) in plan.Curves.Cells.Select((cell, place) => (cell, place)))
            {
                WriteRow(csv,
                [
                    .. cell.Place.Select(ScoreSheet.Inert),
                    .. new[] { plan.Plan.Spend[place], cell.Cell.ReturnOf(plan.Plan.Spend[place]), plan.Plan.CapPrice(cell.Cell, place), plan.Plan.MinimumPrice(cell.Cell, place) }
                        .Select(number => number.ToString("0.######", CultureInfo.InvariantCulture)),
                ]);
            }
        }

        return text.ToString();
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    private static void Print(BudgetPlan plan, string path, bool asJson)
    {
        if (!asJson)
        {
            var report = BudgetPlanReport.Of(plan);
            Console.WriteLine($"Wrote {path}   {report.Summary}");
            foreach (var whatIf in plan.WhatIfs)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  budget {whatIf.Budget,14:#,##0.##}   returns {(whatIf.Plan is { } other ? other.Return.ToString("#,##0.##", CultureInfo.InvariantCulture) : "nothing: minimums take more"),14}   the next unit {whatIf.Plan?.ShadowPrice ?? 0:0.####}"));
            return;
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            path,
            budget = plan.Budget,
            spent = plan.Plan.TotalSpend,
            expected_return = plan.Plan.Return,
            at_most = plan.Plan.Bound,
            optimal = plan.Plan.IsOptimal,
            shadow_price = plan.Plan.ShadowPrice,
            proportional_return = plan.ProportionalReturn,
            what_if = plan.WhatIfs.Select(whatIf => new { change = whatIf.Change, budget = whatIf.Budget, spent = whatIf.Plan?.TotalSpend, expected_return = whatIf.Plan?.Return, shadow_price = whatIf.Plan?.ShadowPrice }),
            places = plan.Curves.Cells.Select((cell, place) => new { place = cell.Place, spend = plan.Plan.Spend[place], expected_return = cell.Cell.ReturnOf(plan.Plan.Spend[place]) }),
        }));
    }
}
