namespace Federated.Tasks.Reports.Charts;

/// <summary>The table of categories and series.</summary>
internal static class CategoryTable
{
    public static ReportTable Of(string title, string heading, IReadOnlyList<string> categories, FigureFormat format, IReadOnlyList<BarSeries> series)
    {
        if (series.FirstOrDefault(each => each.Values.Count != categories.Count) is { } odd)
            throw new ArgumentException($"'{odd.Name}' of the chart '{title}' has {odd.Values.Count} values for {categories.Count} categories.", nameof(series));
        return new ReportTable(
            title,
            [new ReportColumn(heading), .. series.Select(each => new ReportColumn(each.Name, format))],
            [.. categories.Select((category, row) => (IReadOnlyList<ReportCell>)[ReportCell.Of(category), .. series.Select(each => ReportCell.Of(each.Values[row]))])]);
    }
}
