namespace Federated.Tasks.Reports.Charts;

/// <summary>Estimates as dots on their intervals, one row below the other: metrics, answers, the effect of a category.</summary>
public sealed class IntervalChart : Chart
{
    private const double LineHeight = 18;

    private readonly string _heading;
    private readonly IReadOnlyList<string> _rows;
    private readonly Axis _axis;
    private readonly IReadOnlyList<IntervalSeries> _series;

    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it.</param>
    /// <param name="heading">What the rows are.</param>
    /// <param name="rows">From the top.</param>
    /// <param name="axis">What is measured.</param>
    /// <param name="series">One to four.</param>
    /// <exception cref="ArgumentException">A series has not one value a row.</exception>
    public IntervalChart(string title, string finding, string heading, IReadOnlyList<string> rows, Axis axis, IReadOnlyList<IntervalSeries> series)
        : base(title, finding)
    {
        if (series.FirstOrDefault(each => each.Values.Count != rows.Count) is { } odd)
            throw new ArgumentException($"'{odd.Name}' of the chart '{title}' has {odd.Values.Count} values for {rows.Count} rows.", nameof(series));
        (_heading, _rows, _axis, _series) = (heading, rows, axis, series);
    }

    /// <inheritdoc/>
    public override string Kind => "interval";

    /// <summary>A level to compare with, and its name; null for none.</summary>
    public (string Name, double Value)? Reference { get; init; }

    /// <inheritdoc/>
    public override ReportTable Table => new(
        Title,
        [new ReportColumn(_heading), .. _series.Select(each => new ReportColumn(each.Name, _axis.Format))],
        [.. _rows.Select((name, row) => (IReadOnlyList<ReportCell>)[ReportCell.Of(name), .. _series.Select(each => ReportCell.Of(each.Values[row]))])]);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var top = DrawLegend(svg);
        var names = Math.Min(_rows.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), width * 0.38);
        double left = names + 16, right = width - 14;
        double[] values = [.. _series.SelectMany(each => each.Values).SelectMany(Span), .. Reference is { } level ? new[] { level.Value } : []];
        var ticks = _axis.AcrossTicks(values, right - left);
        double X(double value) => left + ((value - ticks.Low) / (ticks.High - ticks.Low) * (right - left));
        double rowHeight = (LineHeight * _series.Count) + 10, bottom = top + (rowHeight * _rows.Count);
        foreach (var tick in ticks.Values)
        {
            var label = _axis.Label(tick, ticks);
            var half = TextWidth.Of(label) / 2;
            svg.Line(X(tick), top, X(tick), bottom, Math.Abs(tick) < ticks.Step / 1000 ? "z" : "g");
            svg.Text(Math.Min(X(tick), width - half), bottom + 17, label, TextAnchor.Middle);
        }

        if (Reference is { } reference && Drawable.Is(reference.Value))
            svg.Line(X(reference.Value), top, X(reference.Value), bottom, "lr");
        for (var row = 0; row < _rows.Count; row++)
        {
            var y = top + (row * rowHeight);
            if (row > 0)
                svg.Line(0, y, width, y, "s");
            svg.Text(names, y + (rowHeight / 2) + 4.5, TextWidth.Fit(_rows[row], names), TextAnchor.End, "n");
            for (var index = 0; index < _series.Count; index++)
                DrawDot(svg, X, _series[index].Values[row], y + 5 + (LineHeight * (index + 0.5)), index);
        }

        svg.AxisTitle(right, bottom + 35, _axis.Title);
        svg.Height = bottom + 40;
        return svg;
    }

    private double DrawLegend(SvgDrawing svg)
    {
        string[] names = [.. _series.Count > 1 ? _series.Select(each => each.Name) : [], .. Reference is { } level ? new[] { level.Name } : []];
        return names.Length == 0 ? 4 : Legend.Draw(svg, names, (index, x, y) =>
        {
            if (_series.Count > 1 && index < _series.Count)
                svg.Marker(x, y, index);
            else
                svg.Line(x, y - 8, x, y + 8, "lr");
        });
    }

    private void DrawDot(SvgDrawing svg, Func<double, double> x, Estimate estimate, double y, int index)
    {
        if (!Drawable.Is(estimate.Value))
            return;
        if (Drawable.HasInterval(estimate))
            svg.Line(x(estimate.Low!.Value), y, x(estimate.High!.Value), y, $"i{(index % 4) + 1}");
        svg.Marker(x(estimate.Value), y, index, FigureText.Of(estimate, _axis.Format));
    }

    private static IEnumerable<double> Span(Estimate estimate) =>
        !Drawable.Is(estimate.Value) ? [] : Drawable.HasInterval(estimate) ? [estimate.Value, estimate.Low!.Value, estimate.High!.Value] : [estimate.Value];
}
