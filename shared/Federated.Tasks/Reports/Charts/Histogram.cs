using System.Text;
using static Federated.Tasks.Reports.Charts.SvgDrawing;

namespace Federated.Tasks.Reports.Charts;

/// <summary>How a column is spread: this partner's rows as bars, all partners' rows as an outline. Bins may differ in width; heights are shares.</summary>
/// <param name="title">What it shows.</param>
/// <param name="finding">What one sees in it.</param>
/// <param name="axis">The column.</param>
/// <param name="bins">From the least value.</param>
public sealed class Histogram(string title, string finding, Axis axis, IReadOnlyList<HistogramBin> bins) : Chart(title, finding)
{
    private const string Own = "your customers";
    private const string Joint = "all partners";

    private static readonly Axis Up = new("share of customers", FigureFormat.Share);

    private bool HasJoint => bins.Any(bin => Drawable.Is(bin.Joint));

    /// <inheritdoc/>
    public override string Kind => "histogram";

    /// <inheritdoc/>
    public override ReportTable Table => new(
        Title,
        [new ReportColumn($"{axis.Title}: from", axis.Format), new ReportColumn("to", axis.Format), new ReportColumn(Own, FigureFormat.Share), .. HasJoint ? new[] { new ReportColumn(Joint, FigureFormat.Share) } : []],
        [.. bins.Select(bin => (IReadOnlyList<ReportCell>)[ReportCell.Of(bin.Low), ReportCell.Of(bin.High), ReportCell.Of(bin.Own), .. HasJoint ? new[] { ReportCell.Of(bin.Joint) } : []])]);

    internal override SvgDrawing Draw(double width)
    {
        var svg = new SvgDrawing(width);
        var top = Legend.Draw(svg, HasJoint ? [Own, Joint] : [Own], (index, x, y) =>
        {
            if (index == 0)
                svg.Rectangle(x - 7, y - 6, 14, 12, "f1", rounding: 2);
            else
                svg.Line(x - 9, y, x + 9, y, "l2");
        });
        var drawn = bins.Where(bin => Drawable.Is(bin.Low) && Drawable.Is(bin.High) && bin.High > bin.Low).ToArray();
        double[] across = [.. drawn.SelectMany(bin => new[] { bin.Low, bin.High })];
        double[] up = [0, .. drawn.SelectMany(bin => new[] { bin.Own, bin.Joint }).Where(Drawable.Is)];
        var frame = PlotFrame.Draw(svg, (axis, across), (Up, up), top, Math.Clamp(width * 0.36, 140, 200), 12);
        foreach (var bin in drawn.Where(bin => Drawable.Is(bin.Own)))
        {
            double left = frame.X(bin.Low), right = frame.X(bin.High), inset = Math.Min(1, (right - left) / 8);
            svg.Rectangle(left + inset, frame.Y(bin.Own), right - left - (2 * inset), frame.Bottom - frame.Y(bin.Own), "f1", FigureText.Of(bin.Own, FigureFormat.Share));
        }

        if (HasJoint)
            svg.Path(Outline(frame, drawn), "l2", string.Join('|', drawn.Where(bin => Drawable.Is(bin.Joint)).Select(bin => FigureText.Of(bin.Joint, FigureFormat.Share))));
        return svg;
    }

    private static string Outline(PlotFrame frame, HistogramBin[] drawn)
    {
        var path = new StringBuilder();
        foreach (var bin in drawn.Where(bin => Drawable.Is(bin.Joint)))
            path.Append(path.Length == 0 ? 'M' : 'L').Append($"{N(frame.X(bin.Low))} {N(frame.Y(bin.Joint))}H{N(frame.X(bin.High))}");
        return path.ToString();
    }
}
