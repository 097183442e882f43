namespace Federated.Tasks.Reports.Charts;

/// <summary>Horizontal bars, each with its number; one to four bars a category. Bars below zero grow to the left.</summary>
public sealed class BarChart : Chart
{
    private const double Gap = 9;

    private readonly string _heading;
    private readonly IReadOnlyList<string> _categories;
    private readonly FigureFormat _format;
    private readonly IReadOnlyList<BarSeries> _series;

    /// <param name="title">What it shows.</param>
    /// <param name="finding">What one sees in it.</param>
    /// <param name="heading">What the categories are.</param>
    /// <param name="categories">From the top.</param>
    /// <param name="format">How the numbers are written.</param>
    /// <param name="series">One to four.</param>
    /// <exception cref="ArgumentException">A series has not one value a category.</exception>
    public BarChart(string title, string finding, string heading, IReadOnlyList<string> categories, FigureFormat format, IReadOnlyList<BarSeries> series)
        : base(title, finding)
    {
        (_heading, _categories, _format, _series) = (heading, categories, format, series);
        Table = CategoryTable.Of(title, heading, categories, format, series);
    }

    /// <inheritdoc/>
    public override string Kind => "bar";

    /// <inheritdoc/>
    public override ReportTable Table { get; }

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var thickness = _series.Count == 1 ? 20.0 : 15;
        var y = _series.Count == 1 ? 2 : Legend.Draw(svg, [.. _series.Select(each => each.Name)], (index, x, middle) => svg.Rectangle(x - 7, middle - 6, 14, 12, Fill(index), rounding: 2));
        double[] values = [.. _series.SelectMany(each => each.Values).Where(Drawable.Is)];
        var labels = values.Select(value => TextWidth.Of(FigureText.Of(value, _format))).DefaultIfEmpty(0).Max() + 8;
        var names = Math.Min(_categories.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), width * 0.38);
        double low = Math.Min(0, values.DefaultIfEmpty(0).Min()), high = Math.Max(0, values.DefaultIfEmpty(0).Max());
        double left = names + 10 + (low < 0 ? labels : 0), right = width - labels, span = high - low > 0 ? high - low : 1;
        double X(double value) => left + ((value - low) / span * (right - left));
        var top = y;
        for (var row = 0; row < _categories.Count; row++)
        {
            var height = thickness * _series.Count;
            svg.Text(names, y + (height / 2) + 4.5, TextWidth.Fit(_categories[row], names), TextAnchor.End, "n");
            for (var index = 0; index < _series.Count; index++)
                DrawBar(svg, X, _series[index].Values[row], y + (index * thickness), thickness - (_series.Count == 1 ? 0 : 2), index);
            y += height + Gap;
        }

        svg.Line(X(0), top - 2, X(0), y - Gap + 2, "z");
        svg.Height = Math.Max(y - Gap + 4, 24);
        return svg;
    }

    private void DrawBar(SvgDrawing svg, Func<double, double> x, double value, double y, double thickness, int index)
    {
        var shown = FigureText.Of(value, _format);
        if (!Drawable.Is(value))
        {
            svg.Text(x(0) + 5, y + (thickness / 2) + 4.5, shown);
            return;
        }

        svg.Rectangle(Math.Min(x(0), x(value)), y, Math.Abs(x(value) - x(0)), thickness, Fill(index), shown, 2);
        svg.Text(value < 0 ? x(value) - 5 : x(value) + 5, y + (thickness / 2) + 4.5, shown, value < 0 ? TextAnchor.End : TextAnchor.Start, "v");
    }

    // Every second series is hollow, so that colour is not the only difference.
    private static string Fill(int index) => index % 2 == 0 ? $"f{(index % 4) + 1}" : $"h{(index % 4) + 1}";
}
