using System.Text;
using static Federated.Tasks.Reports.Charts.SvgDrawing;

namespace Federated.Tasks.Reports.Charts;

/// <summary>Lines over a number or time, with bands of uncertainty; each line is named at its end and has its own dashes.</summary>
/// <param name="title">What it shows.</param>
/// <param name="finding">What one sees in it.</param>
/// <param name="x">The axis across.</param>
/// <param name="y">The axis up.</param>
/// <param name="series">One to four lines besides references.</param>
public sealed class LineChart(string title, string finding, Axis x, Axis y, IReadOnlyList<LineSeries> series) : Chart(title, finding)
{
    private const int MostMarkedPoints = 12;
    private const double LineHeight = 15;

    /// <inheritdoc/>
    public override string Kind => "line";

    /// <summary>Values that the axis up must span besides those of the lines.</summary>
    public IReadOnlyCollection<double> MustSpan { get; init; } = [];

    /// <inheritdoc/>
    public override ReportTable Table => SeriesTable.Of(Title, x, y, series);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var names = series.Select(line => TextWidth.Fit(line.Name, width * 0.3)).ToArray();
        var margin = names.Length == 0 ? 12 : names.Max(TextWidth.Of) + 14;
        var points = series.SelectMany(line => line.Points).Where(IsDrawn).ToArray();
        var frame = PlotFrame.Draw(
            svg, (x, [.. points.Select(point => point.X)]), (y, [.. points.SelectMany(Heights), .. MustSpan]), top: 0, Math.Clamp(width * 0.45, 170, 260), margin);
        var styles = Styles();
        for (var line = 0; line < series.Count; line++)
            DrawBand(svg, frame, series[line], styles[line]);
        for (var line = 0; line < series.Count; line++)
            DrawLine(svg, frame, series[line], styles[line]);
        DrawNames(svg, frame, names);
        return svg;
    }

    private int[] Styles()
    {
        var next = 0;
        return [.. series.Select(line => line.IsReference ? -1 : next++)];
    }

    private void DrawLine(SvgDrawing svg, PlotFrame frame, LineSeries line, int style)
    {
        var path = new StringBuilder();
        var isBroken = true;
        foreach (var point in line.Points)
        {
            if (IsDrawn(point))
                path.Append(isBroken ? 'M' : 'L').Append(N(frame.X(point.X))).Append(' ').Append(N(frame.Y(point.Y.Value)));
            isBroken = !IsDrawn(point);
        }

        var values = string.Join('|', line.Points.Where(IsDrawn).Select(point => FigureText.Of(point.Y, y.Format)));
        if (path.Length > 0)
            svg.Path(path.ToString(), style < 0 ? "lr" : $"l{(style % 4) + 1}", values);
        if (style < 0 || line.Points.Count > MostMarkedPoints)
            return;
        foreach (var point in line.Points.Where(IsDrawn))
            svg.Marker(frame.X(point.X), frame.Y(point.Y.Value), style, radius: 3.5);
    }

    private static void DrawBand(SvgDrawing svg, PlotFrame frame, LineSeries line, int style)
    {
        var banded = line.Points.Where(point => IsDrawn(point) && Drawable.HasInterval(point.Y)).ToArray();
        if (banded.Length < 2)
            return;
        var upper = banded.Select(point => $"{N(frame.X(point.X))} {N(frame.Y(point.Y.High!.Value))}");
        var lower = banded.Reverse().Select(point => $"{N(frame.X(point.X))} {N(frame.Y(point.Y.Low!.Value))}");
        svg.Path("M" + string.Join('L', upper.Concat(lower)) + "Z", $"b{(Math.Max(style, 0) % 4) + 1}");
    }

    /// <summary>Names stand where their lines end, pushed apart where they would touch.</summary>
    private void DrawNames(SvgDrawing svg, PlotFrame frame, string[] names)
    {
        var ends = series.Select((line, index) => (Index: index, End: line.Points.LastOrDefault(IsDrawn, new LinePoint(double.NaN, new Estimate(double.NaN)))))
            .Where(each => IsDrawn(each.End)).Select(each => (each.Index, Y: frame.Y(each.End.Y.Value))).OrderBy(each => each.Y).ToArray();
        var placed = new double[ends.Length];
        for (var rank = 0; rank < ends.Length; rank++)
            placed[rank] = Math.Max(ends[rank].Y, rank == 0 ? frame.Top : placed[rank - 1] + LineHeight);
        for (var rank = ends.Length - 1; rank >= 0; rank--)
            placed[rank] = Math.Min(placed[rank], rank == ends.Length - 1 ? frame.Bottom : placed[rank + 1] - LineHeight);
        for (var rank = 0; rank < ends.Length; rank++)
            svg.Text(frame.Right + 8, placed[rank] + 4.5, names[ends[rank].Index], kind: "v");
    }

    private static IEnumerable<double> Heights(LinePoint point) => Drawable.HasInterval(point.Y) ? [point.Y.Value, point.Y.Low!.Value, point.Y.High!.Value] : [point.Y.Value];

    private static bool IsDrawn(LinePoint point) => Drawable.Is(point.X) && Drawable.Is(point.Y.Value);
}
