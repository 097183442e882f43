namespace Federated.Tasks.Reports.Sections;

/// <summary>Is it worth it? The question that every run ends with.</summary>
public static class WorthSection
{
    private const string Local = "your rows alone";
    private const string Joint = "joint model";
    private const string Personalised = "personalised";

    /// <param name="metrics">At least one; the first decides the sentence.</param>
    /// <param name="released">Which model this partner's scores come from, in the words of the table: local, joint or personalised.</param>
    /// <param name="heldOutRows">Rows that the metrics were measured on.</param>
    public static ReportSection Of(IReadOnlyList<MetricComparison> metrics, string released, long heldOutRows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(metrics.Count);
        var blocks = new List<ReportBlock> { new TableBlock(Table(metrics)) };
        if (metrics.Any(metric => metric.Consortium is not null))
            blocks.Add(new TableBlock(Means(metrics)));
        blocks.AddRange(metrics.GroupBy(metric => metric.Format).Where(group => group.Key is FigureFormat.Metric or FigureFormat.Share).Select(group => new ChartBlock(Chart([.. group]))));
        blocks.Add(new TextBlock($"Measured on customers that no model saw in training ({RowBand.Of(heldOutRows)} of your rows). Intervals are 95% bootstrap intervals. Your scores come from this model: {released}."));
        return new ReportSection("Is it worth it?", Sentence(metrics[0]), blocks);
    }

    /// <summary>What the comparison says, with the doubt that it leaves.</summary>
    public static string Sentence(MetricComparison metric)
    {
        var sign = metric.IsHigherBetter ? 1 : -1;
        var (best, name) = metric.Personalised is { } own && sign * (own.Value - metric.Joint.Value) > 0 ? (own, "the personalised model") : (metric.Joint, "the joint model");
        if (!double.IsFinite(best.Value) || !double.IsFinite(metric.Local.Value))
            return "There are too few held-out customers to tell whether learning together pays for you.";
        var gain = sign * (best.Value - metric.Local.Value);
        var figures = $"{metric.Name}: {FigureText.Of(best.Value, metric.Format)} instead of {FigureText.Of(metric.Local.Value, metric.Format)} alone";
        var isClear = best.HasInterval && metric.Local.HasInterval
            && (metric.IsHigherBetter ? best.Low > metric.Local.High : best.High < metric.Local.Low);
        return gain > 0 && isClear ? $"Yes: {name} is clearly better for you than one of your rows alone. {figures}."
            : gain > 0 ? $"Probably: {name} did better for you than one of your rows alone, but the intervals overlap, so it may be chance. {figures}."
            : $"Not this time: {name} did no better for you than one of your rows alone. {figures}.";
    }

    private static ReportTable Table(IReadOnlyList<MetricComparison> metrics)
    {
        bool hasPersonalised = metrics.Any(metric => metric.Personalised is not null);
        return new ReportTable("Models compared on your held-out customers", Columns(hasPersonalised), [.. metrics.Select(metric => Row(metric, hasPersonalised))]);
    }

    // A table of its own: six figures with their intervals are too wide for a page.
    private static ReportTable Means(IReadOnlyList<MetricComparison> metrics)
    {
        bool hasPersonalised = metrics.Any(metric => metric.Consortium?.Personalised is not null);
        IReadOnlyList<ReportCell> Row(MetricComparison metric)
        {
            double?[] means = hasPersonalised ? [metric.Consortium?.Local, metric.Consortium?.Joint, metric.Consortium?.Personalised] : [metric.Consortium?.Local, metric.Consortium?.Joint];
            return [ReportCell.Of(metric.Name), .. means.Select(mean => ReportCell.Of(new Estimate(mean ?? double.NaN), CellTone.Plain, metric.Format))];
        }

        return new ReportTable("The same as a mean over all partners, each on its own held-out customers", Columns(hasPersonalised), [.. metrics.Select(Row)]);
    }

    private static ReportColumn[] Columns(bool hasPersonalised) =>
        [new("metric"), .. (hasPersonalised ? new[] { Local, Joint, Personalised } : [Local, Joint]).Select(name => new ReportColumn(name, FigureFormat.Metric))];

    private static IReadOnlyList<ReportCell> Row(MetricComparison metric, bool hasPersonalised)
    {
        Estimate[] values = hasPersonalised ? [metric.Local, metric.Joint, metric.Personalised ?? new Estimate(double.NaN)] : [metric.Local, metric.Joint];
        var finite = values.Select(value => value.Value).Where(double.IsFinite).ToArray();
        var best = finite.Length == 0 ? double.NaN : metric.IsHigherBetter ? finite.Max() : finite.Min();
        return [ReportCell.Of(metric.Name), .. values.Select(value => ReportCell.Of(value, value.Value == best ? CellTone.Good : CellTone.Plain, metric.Format))];
    }

    private static Charts.IntervalChart Chart(IReadOnlyList<MetricComparison> metrics)
    {
        List<Charts.IntervalSeries> series = [new(Local, [.. metrics.Select(metric => metric.Local)]), new(Joint, [.. metrics.Select(metric => metric.Joint)])];
        if (metrics.Any(metric => metric.Personalised is not null))
            series.Add(new(Personalised, [.. metrics.Select(metric => metric.Personalised ?? new Estimate(double.NaN))]));
        var finding = string.Join(" ", metrics.Select(metric => $"{metric.Name}: {FigureText.Of(metric.Local.Value, metric.Format)} alone, {FigureText.Of(metric.Joint.Value, metric.Format)} jointly{(metric.Personalised is { } own ? $", {FigureText.Of(own.Value, metric.Format)} personalised" : "")}."));
        return new Charts.IntervalChart("The models side by side", finding, "metric", [.. metrics.Select(metric => metric.Name)], new Charts.Axis("value with its 95% interval", metrics[0].Format), series);
    }
}
