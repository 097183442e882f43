namespace Federated.Tasks.Reports.Charts;

/// <summary>How many of those one looks for are found when the best-scored customers are contacted first, against contacting at random (cumulative gain).</summary>
/// <param name="title">What it shows.</param>
/// <param name="finding">What one sees in it.</param>
/// <param name="models">One to four curves by name, in the order of contacting.</param>
public sealed class GainCurve(string title, string finding, IReadOnlyList<(string Name, IReadOnlyList<GainPoint> Points)> models) : Chart(title, finding)
{
    private readonly LineChart _lines = new(
        title,
        finding,
        new Axis("customers contacted, best first", FigureFormat.Share),
        new Axis("found of all", FigureFormat.Share),
        [
            .. models.Select(model => new LineSeries(model.Name, [.. model.Points.Select(point => new LinePoint(point.Contacted, new Estimate(point.Found)))])),
            new LineSeries("at random", [.. models.SelectMany(model => model.Points).Select(point => point.Contacted).Append(0).Append(1).Distinct().Order().Select(share => new LinePoint(share, new Estimate(share)))], IsReference: true),
        ]);

    /// <inheritdoc/>
    public override string Kind => "gain";

    /// <inheritdoc/>
    public override ReportTable Table => _lines.Table;

    internal override SvgDrawing Draw(double width) => _lines.Draw(width);
}
