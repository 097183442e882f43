using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>What a partner is shown of a survey: every field of its own customers beside that of all partners' customers, how fields move together, and tables by groups.</summary>
internal static class InsightPresentation
{
    // More charts than these nobody looks at; the tables have every field.
    private const int MostCharts = 40;
    private const int MostCorrelated = 30;
    private const int MostDates = 10;
    private const int MostOfADirection = 4;
    private const double Telling = 0.5;

    /// <param name="joint">All partners together.</param>
    /// <param name="own">This partner alone, along the same bins; null when its rows are not at hand.</param>
    public static TaskReport Of(InsightResult joint, InsightResult? own)
    {
        (NumberInsight Joint, NumberInsight? Own)[] pairs = [.. joint.Numbers.Select((number, index) => (number, own?.Numbers[index]))];
        NumericFigures[] numbers = [.. pairs.Where(pair => pair.Joint.Type != FieldType.Date).Select(pair => Number(pair.Joint, pair.Own))];
        CategoryFigures[] categories =
        [
            .. pairs.Where(pair => pair.Joint.Type == FieldType.Date && pair.Joint.Bins.Count > 0).Select(pair => Dates(pair.Joint, pair.Own)),
            .. joint.Categories.Select((category, index) => Category(category, own?.Categories[index])),
            .. joint.Texts.Where(text => text.Values.Count > 0).Select(text => Text(text, joint.Rows, own?.Texts.FirstOrDefault(each => each.Field == text.Field), own?.Rows ?? 0)),
        ];
        ReportSection fields = InsightSection.Of([.. numbers.Take(MostCharts)], [.. categories.Take(MostCharts)], [.. Correlated(joint, own)]);
        int left = Math.Max(0, numbers.Length - MostCharts) + Math.Max(0, categories.Length - MostCharts);
        if (left > 0)
            fields = fields with { Blocks = [.. fields.Blocks, new NoteBlock($"{left} further fields are not drawn.")] };
        ReportSection[] groups = joint.Groups.Any(table => table.Groups.Count > 0) ? [Groups(joint, own)] : [];
        return new TaskReport(
            $"{joint.Numbers.Count + joint.Categories.Count + joint.Texts.Count} fields of all partners' customers, beside yours",
            $"{(own is null ? "" : fields.Sentence + " ")}All partners together have {FigureText.Of(joint.Rows, FigureFormat.Count)} customers{(own is null ? "" : $", you have {FigureText.Of(own.Rows, FigureFormat.Count)}")}. No count below {joint.Floor} is shown of them; of your own customers nothing is withheld.",
            [.. KeyFigures(joint, own)],
            [fields, .. joint.Components is { } components ? new[] { Directions(components, own?.Pearson) } : [], .. groups]);
    }

    private static IEnumerable<KeyFigure> KeyFigures(InsightResult joint, InsightResult? own)
    {
        yield return KeyFigure.Of("Customers of all partners", joint.Rows, FigureFormat.Count);
        if (own is null)
            yield break;
        yield return KeyFigure.Of("Your customers", own.Rows, FigureFormat.Count);
        double[] missing = [.. own.Numbers.Select(number => number.MissingShare)];
        if (missing.Length > 0)
            yield return new KeyFigure("Most often missing at yours", FigureText.Of(missing.Max(), FigureFormat.Share), own.Numbers[Array.IndexOf(missing, missing.Max())].Field);
    }

    private static NumericFigures Number(NumberInsight joint, NumberInsight? own)
    {
        double Share(NumberInsight? of, int bin) => Shares(of, bin, 1);
        return new NumericFigures(
            joint.Field, own is null ? new NumericSummary(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN) : Summary(own), Summary(joint),
            [.. joint.Bins.Select((bin, index) => new HistogramBin(bin.Lower, bin.Upper, Share(own, index), Share(joint, index)))]);
    }

    // Days are read better than numbers of days: neighbouring bins together, from the earliest.
    private static CategoryFigures Dates(NumberInsight joint, NumberInsight? own)
    {
        int together = (joint.Bins.Count + MostDates - 1) / MostDates;
        return new CategoryFigures(
            joint.Field,
            [
                .. Enumerable.Range(0, (joint.Bins.Count + together - 1) / together).Select(place => place * together)
                    .Select(bin => ($"from {Days.Format(Math.Ceiling(joint.Bins[bin].Lower))}", Shares(own, bin, together), Shares(joint, bin, together))),
            ],
            own?.MissingShare ?? double.NaN);
    }

    private static double Shares(NumberInsight? of, int bin, int together) =>
        of is { Count: > 0 } && bin < of.Bins.Count ? of.Bins.Skip(bin).Take(together).Sum(each => each.Count) / (double)of.Count : double.NaN;

    private static NumericSummary Summary(NumberInsight number)
    {
        double Quantile(double probability) => number.Quantiles.Where(quantile => Math.Abs(quantile.Probability - probability) < 1e-9).Select(quantile => quantile.Value).DefaultIfEmpty(double.NaN).First();
        return new NumericSummary(number.MissingShare, number.Mean, number.StandardDeviation, Quantile(0.25), Quantile(0.5), Quantile(0.75));
    }

    private static CategoryFigures Category(CategoryInsight joint, CategoryInsight? own) => new(
        joint.Field,
        [
            .. joint.Values.Select((value, index) => (value.Value, Own: own?.Values[index].Share ?? double.NaN, Joint: value.Share))
                .OrderByDescending(value => double.IsFinite(value.Joint) ? value.Joint : -1),
        ],
        own?.OtherShare ?? double.NaN);

    private static CategoryFigures Text(TextInsight joint, long jointRows, TextInsight? own, long ownRows) => new(
        joint.Field,
        [.. joint.Values.Select(value => (value.Text, own is null || ownRows == 0 ? double.NaN : (own.Values.FirstOrDefault(each => each.Text == value.Text)?.Rows ?? 0) / (double)ownRows, value.Rows / (double)jointRows))],
        own?.MissingShare ?? double.NaN);

    private static IEnumerable<Correlations> Correlated(InsightResult joint, InsightResult? own)
    {
        foreach ((string whose, string kind, CorrelationInsight? matrix) in new[]
        {
            ("your", "Pearson", own?.Pearson), ("all partners'", "Pearson", joint.Pearson), ("your", "Spearman", own?.Spearman), ("all partners'", "Spearman", joint.Spearman),
        })
        {
            if (matrix is not null)
                yield return new Correlations($"{whose} {kind}", [.. matrix.Fields.Take(MostCorrelated)], [.. matrix.Coefficients.Take(MostCorrelated).Select(row => (IReadOnlyList<double>)[.. row.Take(MostCorrelated)])]);
        }
    }

    // The fields that a direction has half in common with, or the one that it has most in common with.
    private static ReportSection Directions(ComponentInsight components, CorrelationInsight? own) => DirectionsSection.Of(
        [
            .. components.Directions.Select((direction, place) => new DirectionFigures(direction.Share, own is null ? double.NaN : components.ShareIn(own, place),
            [
                .. components.Fields.Select((field, index) => (Field: field, Correlation: direction.CorrelationWith(index))).OrderByDescending(each => Math.Abs(each.Correlation)).Take(MostOfADirection)
                    .Where((each, rank) => rank == 0 || Math.Abs(each.Correlation) >= Telling),
            ])),
        ],
        components.Fields.Count);

    private static ReportSection Groups(InsightResult joint, InsightResult? own) => new(
        "By group",
        "Counts and means by group; groups of all partners that are too small to be shown stand together.",
        [.. joint.Groups.Select((table, index) => (table, own?.Groups.ElementAtOrDefault(index))).Where(pair => pair.table.Groups.Count > 0).Select(pair => new TableBlock(Table(pair.table, pair.Item2)))]);

    private static ReportTable Table(GroupInsight joint, GroupInsight? own)
    {
        bool isPair = joint.Second is not null, isMeasured = joint.Measure is not null;
        ReportColumn[] columns =
        [
            new(joint.First), .. isPair ? new[] { new ReportColumn(joint.Second!) } : [],
            new("your customers", FigureFormat.Count), new("customers of all", FigureFormat.Count),
            .. isMeasured ? new ReportColumn[] { new($"your mean {joint.Measure}", FigureFormat.Number), new($"mean {joint.Measure} of all", FigureFormat.Number) } : [],
        ];
        IReadOnlyList<ReportCell> Row(GroupFigure group)
        {
            GroupFigure? here = own is null ? null : Here(group, joint, own);
            return
            [
                ReportCell.Of(group.First), .. isPair ? new[] { ReportCell.Of(group.Second ?? "") } : [],
                ReportCell.Of(here?.Rows), ReportCell.Of(group.Rows),
                .. isMeasured ? new[] { ReportCell.Of(here?.Mean), ReportCell.Of(group.Mean) } : [],
            ];
        }

        return new ReportTable($"By {joint.First}{(isPair ? $" and {joint.Second}" : "")}", columns, [.. joint.Groups.Select(Row)]);
    }

    // Groups that are merged among all partners are merged here too; the mean of several is not known from theirs.
    private static GroupFigure Here(GroupFigure group, GroupInsight joint, GroupInsight own)
    {
        bool IsIn(GroupFigure each, Func<GroupFigure, string?> value) => value(group) == GroupFigure.Other
            ? value(each) == GroupFigure.Other || !joint.Groups.Any(named => value(named) == value(each))
            : value(each) == value(group);
        GroupFigure[] found = [.. own.Groups.Where(each => IsIn(each, figure => figure.First) && IsIn(each, figure => figure.Second))];
        return found.Length == 1 ? found[0] : new GroupFigure(group.First, group.Second, found.Sum(each => each.Rows ?? 0), double.NaN, double.NaN);
    }
}
