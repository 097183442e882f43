namespace Federated.Tasks.Reports.Charts;

/// <summary>The plane of a chart with two axes: the y axis' title above it, its labels to the left, the x axis below.</summary>
internal sealed class PlotFrame
{
    private const double TitleHeight = 24;
    private const double LabelHeight = 40;

    private readonly NiceTicks _x;
    private readonly NiceTicks _y;

    private PlotFrame(NiceTicks x, NiceTicks y) => (_x, _y) = (x, y);

    public double Left { get; private init; }

    public double Right { get; private init; }

    public double Top { get; private init; }

    public double Bottom { get; private init; }

    /// <summary>Draws the axes and sets the drawing's height.</summary>
    /// <param name="svg">The drawing.</param>
    /// <param name="x">The axis across, and the values that it must span.</param>
    /// <param name="y">The axis up, and the values that it must span.</param>
    /// <param name="top">Where the frame begins.</param>
    /// <param name="height">Of the plane itself.</param>
    /// <param name="marginRight">Room for what stands to the right of the plane.</param>
    public static PlotFrame Draw(SvgDrawing svg, (Axis Axis, IReadOnlyCollection<double> Values) x, (Axis Axis, IReadOnlyCollection<double> Values) y, double top, double height, double marginRight)
    {
        var up = NiceTicks.Spanning(y.Values, 6);
        var labels = up.Values.Select(tick => y.Axis.Label(tick, up)).ToArray();
        var left = labels.Max(TextWidth.Of) + 8;
        var right = svg.Width - Math.Max(marginRight, 12);
        var across = x.Axis.AcrossTicks(x.Values, right - left);
        right = Math.Min(right, svg.Width - (TextWidth.Of(x.Axis.Label(across.High, across)) / 2));
        var frame = new PlotFrame(across, up) { Left = left, Right = right, Top = top + TitleHeight, Bottom = top + TitleHeight + height };
        svg.Text(0, top + 12, TextWidth.Fit(y.Axis.Title, svg.Width), kind: "a");
        foreach (var (tick, label) in up.Values.Zip(labels))
        {
            svg.Line(left, frame.Y(tick), right, frame.Y(tick), Math.Abs(tick) < up.Step / 1000 ? "z" : "g");
            svg.Text(left - 6, frame.Y(tick) + 4.5, label, TextAnchor.End);
        }

        frame.DrawAcross(svg, x.Axis);
        svg.Height = frame.Bottom + LabelHeight;
        return frame;
    }

    public double X(double value) => Left + ((value - _x.Low) / (_x.High - _x.Low) * (Right - Left));

    public double Y(double value) => Bottom - ((value - _y.Low) / (_y.High - _y.Low) * (Bottom - Top));

    private void DrawAcross(SvgDrawing svg, Axis axis)
    {
        foreach (var tick in _x.Values)
        {
            var label = axis.Label(tick, _x);
            var half = TextWidth.Of(label) / 2;
            svg.Line(X(tick), Bottom, X(tick), Bottom + 4, "g");
            svg.Text(Math.Clamp(X(tick), half, Math.Max(half, svg.Width - half)), Bottom + 17, label, TextAnchor.Middle);
        }

        svg.AxisTitle(Right, Bottom + 35, axis.Title);
    }
}
