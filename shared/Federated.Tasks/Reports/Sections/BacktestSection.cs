using System.Globalization;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How the last scores did.</summary>
public static class BacktestSection
{
    /// <param name="backtest">The figures.</param>
    /// <param name="whom">Those one looked for, in the plural: "leavers", "buyers".</param>
    public static ReportSection Of(Backtest backtest, string whom)
    {
        var sentence = backtest.Matched == 0 ? "No outcome is known yet for the customers that were scored."
            : double.IsFinite(backtest.LiftAtTenth.Value)
                ? $"Of {FigureText.Of(backtest.Matched, FigureFormat.Count)} customers whose outcome is known, {FigureText.Of(backtest.Positives, FigureFormat.Count)} were {whom}; the best-scored tenth held {FigureText.Of(backtest.LiftAtTenth.Value, FigureFormat.Multiple)} as many as a random tenth."
                : $"Of {FigureText.Of(backtest.Matched, FigureFormat.Count)} customers whose outcome is known, none were {whom}.";
        var blocks = new List<ReportBlock>
        {
            new FiguresBlock([
                KeyFigure.Of("Outcomes known", backtest.Scored == 0 ? null : (double)backtest.Matched / backtest.Scored, FigureFormat.Share, $"of {FigureText.Of(backtest.Scored, FigureFormat.Count)} scored"),
                KeyFigure.Of("Ranking quality (AUC)", backtest.AreaUnderCurve.Value, FigureFormat.Metric, backtest.AreaUnderCurve.HasInterval ? $"likely {FigureText.Of(backtest.AreaUnderCurve.Low, FigureFormat.Metric)} to {FigureText.Of(backtest.AreaUnderCurve.High, FigureFormat.Metric)}" : ""),
                KeyFigure.Of("Better than random, top tenth", backtest.LiftAtTenth.Value, FigureFormat.Multiple),
                new KeyFigure("Scored on", backtest.ScoredAt.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"model of {backtest.JobId}"),
            ]),
        };
        var groups = backtest.Groups.OrderByDescending(group => group.Group).ToArray();
        if (groups.Length > 0)
        {
            var finding = $"In the highest group the model said {FigureText.Of(groups[0].MeanScore, FigureFormat.Share)} and {FigureText.Of(groups[0].Observed, FigureFormat.Share)} happened.";
            blocks.Add(new ChartBlock(new BarChart(
                "Said and happened, by score group", finding, "score group", [.. groups.Select(group => $"group {group.Group}")], FigureFormat.Share,
                [new BarSeries("said", [.. groups.Select(group => group.MeanScore)]), new BarSeries("happened", [.. groups.Select(group => group.Observed)])])));
        }

        return new ReportSection("How did the last scores do?", sentence, blocks);
    }
}
