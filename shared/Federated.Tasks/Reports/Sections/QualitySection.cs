namespace Federated.Tasks.Reports.Sections;

/// <summary>How good the model is on customers that it did not see.</summary>
public static class QualitySection
{
    /// <param name="sentence">The finding in plain words.</param>
    /// <param name="metrics">The most telling first.</param>
    public static ReportSection Of(string sentence, IReadOnlyList<QualityMetric> metrics) => new(
        "How good is the model?",
        sentence,
        [
            new FiguresBlock([.. metrics.Take(4).Select(metric => KeyFigure.Of(metric.Name, metric.Value.Value, metric.Format, Interval(metric)))]),
            new TableBlock(new ReportTable(
                "Quality on held-out customers",
                [new ReportColumn("metric"), new ReportColumn("value", FigureFormat.Metric), new ReportColumn("what it means")],
                [.. metrics.Select(metric => (IReadOnlyList<ReportCell>)[ReportCell.Of(metric.Name), ReportCell.Of(metric.Value, CellTone.Plain, metric.Format), ReportCell.Of(metric.Meaning)])])),
        ]);

    private static string Interval(QualityMetric metric) =>
        metric.Value.HasInterval ? $"likely {FigureText.Of(metric.Value.Low, metric.Format)} to {FigureText.Of(metric.Value.High, metric.Format)}" : "";
}
