namespace Federated.Tasks.Reports.Charts;

/// <summary>What the model said against what happened; on the dotted diagonal both are the same.</summary>
/// <param name="title">What it shows.</param>
/// <param name="finding">What one sees in it.</param>
/// <param name="bins">In the order of the predicted chance.</param>
public sealed class CalibrationPlot(string title, string finding, IReadOnlyList<CalibrationBin> bins) : Chart(title, finding)
{
    private static readonly Axis Across = new("what the model said", FigureFormat.Share);
    private static readonly Axis Up = new("what happened", FigureFormat.Share);

    /// <inheritdoc/>
    public override string Kind => "calibration";

    /// <inheritdoc/>
    public override ReportTable Table => new(
        Title,
        [new ReportColumn(Across.Title, FigureFormat.Share), new ReportColumn(Up.Title, FigureFormat.Share), new ReportColumn("customers", FigureFormat.Count)],
        [.. bins.Select(bin => (IReadOnlyList<ReportCell>)[ReportCell.Of(bin.Predicted), ReportCell.Of(bin.Observed), ReportCell.Of(bin.Rows)])]);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var drawn = bins.Where(bin => Drawable.Is(bin.Predicted) && Drawable.Is(bin.Observed.Value)).ToArray();
        double[] across = [0, .. drawn.Select(bin => bin.Predicted)];
        double[] up = [0, .. drawn.SelectMany(bin => new[] { bin.Observed.Value, bin.Observed.High ?? 0 }).Where(Drawable.Is)];
        double[] both = [.. across, .. up];
        var frame = PlotFrame.Draw(svg, (Across, both), (Up, both), top: 0, Math.Clamp(width * 0.55, 190, 300), 12);
        var end = both.Max();
        svg.Line(frame.X(0), frame.Y(0), frame.X(end), frame.Y(end), "lr");
        var largest = drawn.Select(bin => (double)bin.Rows).Append(1).Max();
        foreach (var bin in drawn)
        {
            if (Drawable.HasInterval(bin.Observed))
                svg.Line(frame.X(bin.Predicted), frame.Y(bin.Observed.Low!.Value), frame.X(bin.Predicted), frame.Y(bin.Observed.High!.Value), "i1");
            var values = $"{FigureText.Of(bin.Predicted, FigureFormat.Share)}|{FigureText.Of(bin.Observed, FigureFormat.Share)}|{FigureText.Of(bin.Rows, FigureFormat.Count)}";
            svg.Marker(frame.X(bin.Predicted), frame.Y(bin.Observed.Value), 0, values, 3 + (5 * Math.Sqrt(bin.Rows / largest)));
        }

        return svg;
    }
}
