namespace Federated.Tasks.Reports.Charts;

/// <summary>The table of lines: one row for each place across, one column for each line.</summary>
internal static class SeriesTable
{
    public static ReportTable Of(string title, Axis x, Axis y, IReadOnlyList<LineSeries> series)
    {
        var places = series.SelectMany(line => line.Points).Select(point => point.X).Where(Drawable.Is).Distinct().Order().ToArray();
        var at = series.Select(line => line.Points.Where(point => Drawable.Is(point.X)).ToLookup(point => point.X, point => point.Y)).ToArray();
        return new ReportTable(
            title,
            [new ReportColumn(x.Title, x.Format), .. series.Select(line => new ReportColumn(line.Name, y.Format))],
            [.. places.Select(place => (IReadOnlyList<ReportCell>)[ReportCell.Of(place), .. at.Select(lookup => ReportCell.Of(lookup[place].FirstOrDefault(new Estimate(double.NaN))))])]);
    }
}
