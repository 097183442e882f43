namespace Federated.Tasks.Reports.Charts;

/// <summary>Upright bars in an order that means something (groups 1 to 10, months), each with its number, and a dotted line to compare with.</summary>
public sealed class ColumnChart : Chart
{
    private readonly IReadOnlyList<string> _categories;
    private readonly Axis _axis;
    private readonly BarSeries _series;
    private readonly string _heading;

    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it.</param>
    /// <param name="heading">What the categories are.</param>
    /// <param name="categories">From the left; short.</param>
    /// <param name="axis">What is measured, 0 or more.</param>
    /// <param name="series">One value a category.</param>
    /// <exception cref="ArgumentException">The series has not one value a category.</exception>
    public ColumnChart(string title, string finding, string heading, IReadOnlyList<string> categories, Axis axis, BarSeries series)
        : base(title, finding) => (_heading, _categories, _axis, _series, _) = (heading, categories, axis, series, CategoryTable.Of(title, heading, categories, axis.Format, [series]));

    /// <inheritdoc/>
    public override string Kind => "column";

    /// <summary>A level to compare with, and its name; null for none.</summary>
    public (string Name, double Value)? Reference { get; init; }

    /// <inheritdoc/>
    public override ReportTable Table => CategoryTable.Of(
        Title,
        _heading,
        _categories,
        _axis.Format,
        Reference is { } level ? [_series, new BarSeries(level.Name, [.. _categories.Select(_ => level.Value)])] : [_series]);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var reference = Reference is { } level && Drawable.Is(level.Value) ? Reference : null;
        var top = reference is null ? 0 : Legend.Draw(svg, [$"{reference.Value.Name}: {FigureText.Of(reference.Value.Value, _axis.Format)}"], (_, x, y) => svg.Line(x - 8, y, x + 8, y, "lr"));
        double[] values = [0, .. _series.Values.Where(Drawable.Is), .. reference is null ? Array.Empty<double>() : [reference.Value.Value]];
        var ticks = NiceTicks.Spanning(values, 5);
        var left = ticks.Values.Max(tick => TextWidth.Of(_axis.Label(tick, ticks))) + 8;
        double plotTop = top + 38, bottom = plotTop + Math.Clamp(width * 0.4, 150, 230), slot = (width - left - 4) / Math.Max(1, _categories.Count);
        double Y(double value) => bottom - ((value - ticks.Low) / (ticks.High - ticks.Low) * (bottom - plotTop));
        svg.Text(0, top + 12, TextWidth.Fit(_axis.Title, width), kind: "a");
        foreach (var tick in ticks.Values)
        {
            svg.Line(left, Y(tick), width, Y(tick), tick == 0 ? "z" : "g");
            svg.Text(left - 6, Y(tick) + 4.5, _axis.Label(tick, ticks), TextAnchor.End);
        }

        var shown = _series.Values.Select(value => FigureText.Of(value, _axis.Format)).ToArray();
        var hasRoom = shown.All(text => TextWidth.Of(text) <= slot - 2);
        var every = Enumerable.Range(1, Math.Max(1, _categories.Count)).First(step => _categories.All(name => TextWidth.Of(name) <= (slot * step) - 4) || step >= _categories.Count);
        for (var index = 0; index < _categories.Count; index++)
        {
            var middle = left + 4 + (slot * (index + 0.5));
            if (index % every == 0)
                svg.Text(middle, bottom + 17, TextWidth.Fit(_categories[index], slot * every), TextAnchor.Middle);
            if (!Drawable.Is(_series.Values[index]))
                continue;
            var y = Y(_series.Values[index]);
            svg.Rectangle(middle - (slot * 0.36), Math.Min(y, Y(0)), slot * 0.72, Math.Abs(Y(0) - y), "f1", shown[index], 2);
        }

        if (reference is { } line)
            svg.Line(left, Y(line.Value), width, Y(line.Value), "lr");
        foreach (var index in Enumerable.Range(0, hasRoom ? shown.Length : 0).Where(index => Drawable.Is(_series.Values[index])))
            svg.Text(left + 4 + (slot * (index + 0.5)), Math.Min(Y(_series.Values[index]), Y(0)) - 5, shown[index], TextAnchor.Middle, "v halo");
        svg.AxisTitle(width, bottom + 35, _heading);
        svg.Height = bottom + 40;
        return svg;
    }
}
