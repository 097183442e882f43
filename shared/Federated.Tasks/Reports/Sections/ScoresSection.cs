using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>This partner's customers by score group.</summary>
public static class ScoresSection
{
    /// <param name="what">What the score is: "chance of leaving", "expected spend".</param>
    /// <param name="format">How it is written.</param>
    /// <param name="groups">In any order.</param>
    /// <param name="meanScore">Mean over all customers.</param>
    public static ReportSection Of(string what, FigureFormat format, IReadOnlyList<ScoreGroup> groups, double meanScore)
    {
        var sorted = groups.OrderByDescending(group => group.Group).ToArray();
        var hasObserved = sorted.Any(group => double.IsFinite(group.Observed));
        var sentence = sorted.Length == 0 ? "No customer was scored."
            : $"Group {sorted[0].Group} holds {FigureText.Of(sorted[0].Rows, FigureFormat.Count)} customers with the highest scores: their mean {what} is {FigureText.Of(sorted[0].MeanScore, format)}, that of all customers {FigureText.Of(meanScore, format)}.";
        var chart = new ColumnChart(
            $"Mean {what} by score group", Finding(sorted, format), "score group, 10 is the highest",
            [.. sorted.Select(group => FigureText.Of(group.Group, FigureFormat.Count))], new Axis($"mean {what}", format), new BarSeries(what, [.. sorted.Select(group => group.MeanScore)]))
        { Reference = ("all customers", meanScore) };
        ReportColumn[] columns = [new("group", FigureFormat.Count), new("customers", FigureFormat.Count), new("mean", format), new("lowest", format), new("highest", format), .. hasObserved ? new[] { new ReportColumn("happened", format) } : []];
        return new ReportSection("Your customers by score", sentence, [
            new ChartBlock(chart),
            new TableBlock(new ReportTable($"Score groups: {what}", columns, [.. sorted.Select(group => (IReadOnlyList<ReportCell>)
                [ReportCell.Of(group.Group), ReportCell.Of(group.Rows), ReportCell.Of(group.MeanScore), ReportCell.Of(group.LowestScore), ReportCell.Of(group.HighestScore), .. hasObserved ? new[] { ReportCell.Of(group.Observed) } : []])])),
        ]);
    }

    private static string Finding(ScoreGroup[] sorted, FigureFormat format) => sorted.Length == 0 ? "There is nothing to show."
        : $"From {FigureText.Of(sorted[^1].MeanScore, format)} in group {sorted[^1].Group} to {FigureText.Of(sorted[0].MeanScore, format)} in group {sorted[0].Group}.";
}
