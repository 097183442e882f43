using System.Globalization;
using System.Text;
using Federated.Tasks.Reports.Page;

namespace Federated.Tasks.Reports.Charts;

/// <summary>
/// Collects the marks of one drawing. Classes say what a mark is (the style sheet has the colours); a mark that stands for numbers carries them, as written in the
/// table, in <c>data-v</c>, joined by '|'.
/// </summary>
internal sealed class SvgDrawing(double width)
{
    private readonly StringBuilder _marks = new();

    public double Width { get; } = width;

    /// <summary>Set by the chart when it knows how much it took.</summary>
    public double Height { get; set; }

    public void Line(double x1, double y1, double x2, double y2, string kind) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<line class=\"{kind}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    public void Rectangle(double x, double y, double width, double height, string kind, string? value = null, double rounding = 0) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\"")
            .Append(rounding > 0 ? $" rx=\"{N(rounding)}\"" : "").Append(Value(value)).Append("/>");

    public void Path(string path, string kind, string? value = null) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<path class=\"{kind}\" d=\"{path}\"").Append(Value(value)).Append("/>");

    public void Text(double x, double y, string text, TextAnchor anchor = TextAnchor.Start, string kind = "")
    {
        _marks.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\"");
        if (anchor != TextAnchor.Start)
            _marks.Append(anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (kind.Length > 0)
            _marks.Append(CultureInfo.InvariantCulture, $" class=\"{kind}\"");
        _marks.Append('>').Append(Html.Encode(text)).Append("</text>");
    }

    /// <summary>The title of an axis across: it ends where the axis does, or further right when it is longer.</summary>
    public void AxisTitle(double right, double y, string title)
    {
        var shown = TextWidth.Fit(title, Width);
        Text(Math.Min(Math.Max(right, TextWidth.Of(shown)), Width), y, shown, TextAnchor.End, "a");
    }

    /// <summary>A text that rises to the upper right from its position.</summary>
    public void Rising(double x, double y, string text) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" transform=\"rotate(-45 {N(x)} {N(y)})\">").Append(Html.Encode(text)).Append("</text>");

    /// <summary>A dot whose shape tells its series: circle, diamond, square or triangle.</summary>
    public void Marker(double x, double y, int series, string? value = null, double radius = 5)
    {
        string kind = $"f{(series % 4) + 1} mk";
        switch (series % 4)
        {
            case 0:
                _marks.Append(CultureInfo.InvariantCulture, $"<circle class=\"{kind}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"").Append(Value(value)).Append("/>");
                break;
            case 1:
                Path($"M{N(x)} {N(y - radius - 1)}L{N(x + radius + 1)} {N(y)}L{N(x)} {N(y + radius + 1)}L{N(x - radius - 1)} {N(y)}Z", kind, value);
                break;
            case 2:
                Rectangle(x - radius + 0.5, y - radius + 0.5, (2 * radius) - 1, (2 * radius) - 1, kind, value);
                break;
            default:
                Path($"M{N(x)} {N(y - radius)}L{N(x + radius)} {N(y + radius - 1)}L{N(x - radius)} {N(y + radius - 1)}Z", kind, value);
                break;
        }
    }

    /// <param name="id">Unique in the page.</param>
    /// <param name="title">Name of the picture.</param>
    /// <param name="finding">Its description.</param>
    /// <param name="kind">Class of the element.</param>
    public string ToMarkup(string id, string title, string finding, string kind) =>
        $"<svg class=\"{kind}\" viewBox=\"0 0 {N(Width)} {N(Height)}\" role=\"img\" aria-labelledby=\"{id}t\" aria-describedby=\"{id}d\">"
        + $"<title id=\"{id}t\">{Html.Encode(title)}</title><desc id=\"{id}d\">{Html.Encode(finding)}</desc>{_marks}</svg>";

    /// <summary>A coordinate with two decimals at most.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Value(string? value) => value is null ? "" : $" data-v=\"{Html.Encode(value)}\"";
}
