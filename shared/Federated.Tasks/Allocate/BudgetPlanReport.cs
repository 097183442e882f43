using System.Globalization;
using Federated.Learning.Allocation;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Allocate;

/// <summary>A budget plan as the body of a report.</summary>
public static class BudgetPlanReport
{
    private const int MostRows = 60, MostBars = 15;

    /// <summary>Draws a plan.</summary>
    public static TaskReport Of(BudgetPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        AllocationPlan best = plan.Plan;
        double gain = best.Return - plan.ProportionalReturn;
        string spent = FigureText.Of(best.TotalSpend, FigureFormat.Number), left = plan.Budget - best.TotalSpend > 1e-9 * plan.Budget
            ? $" The other {FigureText.Of(plan.Budget - best.TotalSpend, FigureFormat.Number)} would bring nothing anywhere." : "";
        string proof = best.IsOptimal ? "No other allocation returns more." : $"The search was cut short: no allocation returns more than {FigureText.Of(best.Bound, FigureFormat.Number)}.";
        return new TaskReport(
            "Where the budget returns most",
            $"Spending {spent} as below is expected to return {FigureText.Of(best.Return, FigureFormat.Number)}, {FigureText.Of(gain, FigureFormat.Number)} more than a split in proportion to room. {proof}{left} The curves are taken at their word: they are as good as the tests and models behind them.",
            [
                KeyFigure.Of("expected return", best.Return, FigureFormat.Number), KeyFigure.Of("spent", best.TotalSpend, FigureFormat.Number, $"of {FigureText.Of(plan.Budget, FigureFormat.Number)}"),
                KeyFigure.Of("more than in proportion", gain, FigureFormat.Number), KeyFigure.Of("the next unit of money returns", best.ShadowPrice, FigureFormat.Number),
            ],
            [.. plan.Curves.Keys.Select((key, index) => ByKey(plan, key, index)), Places(plan), Budgets(plan)]);
    }

    private static ReportSection ByKey(BudgetPlan plan, string key, int index)
    {
        (string Name, double Spend, double Return)[] groups =
        [
            .. plan.Curves.Cells.Select((cell, place) => (Name: cell.Place[index], Spend: plan.Plan.Spend[place], Return: cell.Cell.ReturnOf(plan.Plan.Spend[place])))
                .GroupBy(each => each.Name, StringComparer.Ordinal).Select(group => (group.Key, group.Sum(each => each.Spend), group.Sum(each => each.Return)))
                .OrderByDescending(group => group.Item2).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
        string sentence = $"{groups[0].Name} gets most, {FigureText.Of(groups[0].Spend, FigureFormat.Number)}.";
        IEnumerable<(string Name, double Spend, double Return)> shown = groups.Take(MostBars);
        return new ReportSection($"How much by {key}?", sentence,
        [
            new ChartBlock(new BarChart($"Spend and return by {key}", sentence, key, [.. shown.Select(group => group.Name)], FigureFormat.Number,
                [new BarSeries("spend", [.. shown.Select(group => group.Spend)]), new BarSeries("return", [.. shown.Select(group => group.Return)])])),
            .. groups.Length > MostBars ? new ReportBlock[] { new TextBlock($"The {MostBars} largest of {groups.Length} are shown; the table of the plan has all.") } : [],
        ]);
    }

    private static ReportSection Places(BudgetPlan plan)
    {
        int[] order = [.. Enumerable.Range(0, plan.Curves.Cells.Count).OrderByDescending(place => plan.Plan.Spend[place]).Take(MostRows)];
        IReadOnlyList<ReportCell> Row(int place)
        {
            AllocationCell cell = plan.Curves.Cells[place].Cell;
            return
            [
                ReportCell.Of(cell.Name), ReportCell.Of(plan.Plan.Spend[place]), ReportCell.Of(cell.ReturnOf(plan.Plan.Spend[place])),
                ReportCell.Of(plan.Plan.CapPrice(cell, place)), ReportCell.Of(plan.Plan.MinimumPrice(cell, place)),
            ];
        }

        string more = plan.Curves.Cells.Count > order.Length ? $" The {order.Length} largest of {plan.Curves.Cells.Count:N0} places." : "";
        return new ReportSection("What goes where?", $"Money went first to where a unit of it returns most, until that was the same everywhere or a limit stood in the way.{more}",
        [
            new TableBlock(new ReportTable("The plan",
                [new ReportColumn("place"), new ReportColumn("spend", FigureFormat.Number), new ReportColumn("return", FigureFormat.Number), new ReportColumn("a higher cap returns", FigureFormat.Number), new ReportColumn("the minimum costs", FigureFormat.Number)],
                [.. order.Select(Row)])),
            new TextBlock("A higher cap returns so much for each unit that it is raised; a minimum costs so much for each unit that it forces here rather than elsewhere. 0 where the limit does not bind."),
        ]);
    }

    private static ReportSection Budgets(BudgetPlan plan)
    {
        string sentence = string.Create(CultureInfo.InvariantCulture, $"At this budget the next unit of money returns {FigureText.Of(plan.Plan.ShadowPrice, FigureFormat.Number)}.");
        WhatIf[] possible = [.. plan.WhatIfs.Where(whatIf => whatIf.Plan is not null)];
        return new ReportSection("What if the budget were another?", sentence,
        [
            new ChartBlock(new LineChart("Return by budget", sentence, new Axis("budget"), new Axis("expected return"), [new LineSeries("best allocation", [.. possible.Select(whatIf => new LinePoint(whatIf.Budget, new Estimate(whatIf.Plan!.Return)))])])),
            new TableBlock(new ReportTable("Other budgets",
                [new ReportColumn("change"), new ReportColumn("budget", FigureFormat.Number), new ReportColumn("spent", FigureFormat.Number), new ReportColumn("return", FigureFormat.Number), new ReportColumn("the next unit returns", FigureFormat.Number)],
                [.. plan.WhatIfs.Select(whatIf => (IReadOnlyList<ReportCell>)
                [
                    ReportCell.Of(whatIf.Change == 0 ? "as asked" : (whatIf.Change > 0 ? "+" : "") + FigureText.Of(whatIf.Change, FigureFormat.Share)), ReportCell.Of(whatIf.Budget), ReportCell.Of(whatIf.Plan?.TotalSpend), ReportCell.Of(whatIf.Plan?.Return), ReportCell.Of(whatIf.Plan?.ShadowPrice),
                ])])),
            .. possible.Length < plan.WhatIfs.Length ? new ReportBlock[] { new NoteBlock("Where there is no figure, the minimum spends alone take more than the budget.") } : [],
        ]);
    }
}
