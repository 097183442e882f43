using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>What the customers are like: this partner's beside all partners'.</summary>
public static class InsightSection
{
    private const int MostValues = 10;

    /// <param name="numbers">Columns of numbers.</param>
    /// <param name="categories">Columns of categories.</param>
    /// <param name="correlations">How they move together; each becomes a heat map.</param>
    public static ReportSection Of(IReadOnlyList<NumericFigures> numbers, IReadOnlyList<CategoryFigures> categories, IReadOnlyList<Correlations> correlations)
    {
        var blocks = new List<ReportBlock>();
        if (numbers.Count > 0)
            blocks.Add(new TableBlock(Table(numbers)));
        blocks.AddRange(numbers.Where(column => column.Bins.Count > 0).Select(column => new ChartBlock(Spread(column))));
        blocks.AddRange(categories.Where(column => column.Values.Count > 0).Select(column => new ChartBlock(Shares(column))));
        blocks.AddRange(correlations.Where(each => each.Fields.Count > 1).Select(each => new ChartBlock(Matrix(each))));
        return new ReportSection("What are your customers like?", Sentence(numbers), blocks);
    }

    private static string Sentence(IReadOnlyList<NumericFigures> numbers)
    {
        var furthest = numbers.Where(column => column.Joint is { Deviation: > 0 }).Select(column => (Column: column, Distance: Math.Abs(column.Own.Mean - column.Joint!.Mean) / column.Joint.Deviation))
            .Where(each => double.IsFinite(each.Distance)).OrderByDescending(each => each.Distance).Select(each => each.Column).FirstOrDefault();
        return furthest is null ? "Each column at a glance."
            : $"You differ most from the other partners in {furthest.Field}: your mean is {FigureText.Of(furthest.Own.Mean, FigureFormat.Number)}, that of all is {FigureText.Of(furthest.Joint!.Mean, FigureFormat.Number)}.";
    }

    private static ReportTable Table(IReadOnlyList<NumericFigures> numbers)
    {
        ReportColumn[] columns =
        [
            new("field"), new("whose"), new("missing", FigureFormat.Share), new("mean", FigureFormat.Number), new("standard deviation", FigureFormat.Number),
            new("lower quartile", FigureFormat.Number), new("median", FigureFormat.Number), new("upper quartile", FigureFormat.Number),
        ];
        IEnumerable<IReadOnlyList<ReportCell>> RowsOf(NumericFigures column) =>
            column.Joint is null ? [Row(column.Field, "yours", column.Own)] : [Row(column.Field, "yours", column.Own), Row(column.Field, "all", column.Joint)];
        return new ReportTable("Columns of numbers", columns, [.. numbers.SelectMany(RowsOf)]);
    }

    private static IReadOnlyList<ReportCell> Row(string field, string whose, NumericSummary summary) =>
    [
        ReportCell.Of(field), ReportCell.Of(whose), ReportCell.Of(summary.Missing, summary.Missing > 0.2 ? CellTone.Warning : CellTone.Plain), ReportCell.Of(summary.Mean), ReportCell.Of(summary.Deviation),
        ReportCell.Of(summary.LowerQuartile), ReportCell.Of(summary.Median), ReportCell.Of(summary.UpperQuartile),
    ];

    private static Histogram Spread(NumericFigures column)
    {
        var finding = $"Your median is {FigureText.Of(column.Own.Median, FigureFormat.Number)}" + (column.Joint is { } joint ? $", that of all partners {FigureText.Of(joint.Median, FigureFormat.Number)}." : ".");
        return new Histogram($"Spread of {column.Field}", finding, new Axis(column.Field), column.Bins);
    }

    private static BarChart Shares(CategoryFigures column)
    {
        var shown = column.Values.Take(MostValues).ToArray();
        var finding = $"Most frequent at yours is {shown.MaxBy(each => double.IsFinite(each.Own) ? each.Own : -1).Value} with {FigureText.Of(shown.Max(each => each.Own), FigureFormat.Share)}; {FigureText.Of(column.OwnMissing, FigureFormat.Share)} have no value.";
        BarSeries[] series = [new("your customers", [.. shown.Select(each => each.Own)]), .. shown.Any(each => double.IsFinite(each.Joint)) ? new[] { new BarSeries("all partners", [.. shown.Select(each => each.Joint)]) } : []];
        return new BarChart($"Values of {column.Field}", finding, column.Field, [.. shown.Select(each => each.Value)], FigureFormat.Share, series);
    }

    private static HeatMap Matrix(Correlations each)
    {
        var pairs = Enumerable.Range(0, each.Fields.Count).SelectMany(row => Enumerable.Range(0, row).Select(column => (Row: row, Column: column, Value: each.Values[row][column]))).Where(pair => double.IsFinite(pair.Value)).ToArray();
        var finding = pairs.Length == 0 ? "No pair of columns has a correlation."
            : pairs.MaxBy(pair => Math.Abs(pair.Value)) is var most ? $"The strongest is {each.Fields[most.Column]} with {each.Fields[most.Row]}: {FigureText.Of(most.Value, FigureFormat.Difference)}." : "";
        return new HeatMap($"Which columns move together ({each.Kind} correlation)", finding, each.Fields, each.Fields, each.Values);
    }
}
