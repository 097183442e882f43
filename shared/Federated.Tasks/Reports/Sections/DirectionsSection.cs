using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>In how many ways customers differ: the principal components of the numbers' correlations (Pearson 1901).</summary>
public static class DirectionsSection
{
    private const int MostDirections = 8;
    private const double Most = 0.8;

    /// <param name="directions">All of them, the greatest share first; at least one.</param>
    /// <param name="fields">Columns of numbers that they are of.</param>
    public static ReportSection Of(IReadOnlyList<DirectionFigures> directions, int fields)
    {
        ArgumentOutOfRangeException.ThrowIfZero(directions.Count);
        int needed = 1;
        while (needed < directions.Count && Together(directions, needed) < Most)
            needed++;
        var first = directions[0];
        var sentence = $"{(needed == 1 ? "One direction carries" : $"{needed} directions carry")} {FigureText.Of(Together(directions, needed), FigureFormat.Share)} of what varies in {fields} columns of numbers; the first of them, {FigureText.Of(first.Share, FigureFormat.Share)}, runs along {string.Join(", ", first.Fields.Select(field => field.Field))}.";
        DirectionFigures[] shown = [.. directions.Take(MostDirections)];
        return new ReportSection("In how many ways do customers differ?", sentence,
        [
            new ChartBlock(Shares(shown)),
            new TableBlock(Table(shown)),
            new NoteBlock("A direction is a mixture of columns that rise and fall together, over all partners' customers, each column counted in its own standard deviations. A field's number is its correlation with the direction; below zero, it falls where the others rise."),
        ]);
    }

    private static double Together(IReadOnlyList<DirectionFigures> directions, int count) => directions.Take(count).Sum(direction => direction.Share);

    private static BarChart Shares(DirectionFigures[] shown)
    {
        var hasOwn = shown.Any(direction => double.IsFinite(direction.OwnShare));
        BarSeries[] series = [new("all partners", [.. shown.Select(direction => direction.Share)]), .. hasOwn ? new[] { new BarSeries("your customers", [.. shown.Select(direction => direction.OwnShare)]) } : []];
        return new BarChart(
            "What each direction carries", $"The first carries {FigureText.Of(shown[0].Share, FigureFormat.Share)}, all {shown.Length} that are drawn {FigureText.Of(Together(shown, shown.Length), FigureFormat.Share)}.",
            "direction", [.. shown.Select((_, place) => Name(place))], FigureFormat.Share, series);
    }

    private static ReportTable Table(DirectionFigures[] shown)
    {
        ReportColumn[] columns = [new("direction"), new("share", FigureFormat.Share), new("together with those above", FigureFormat.Share), new("runs along")];
        return new ReportTable("Directions and their main columns", columns, [.. shown.Select((direction, place) => (IReadOnlyList<ReportCell>)
        [
            ReportCell.Of(Name(place)), ReportCell.Of(direction.Share), ReportCell.Of(Together(shown, place + 1)),
            ReportCell.Of(string.Join(", ", direction.Fields.Select(field => $"{field.Field} ({FigureText.Of(field.Correlation, FigureFormat.Difference)})"))),
        ])]);
    }

    private static string Name(int place) => $"direction {place + 1}";
}
