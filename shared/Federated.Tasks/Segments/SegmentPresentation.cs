using System.Globalization;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;
using ShownTrait = Federated.Tasks.Reports.Sections.SegmentTrait;

namespace Federated.Tasks.Segments;

/// <summary>What a partner is shown of segments: theirs beside everybody's.</summary>
internal static class SegmentPresentation
{
    private const double Stable = 0.9;
    private const double FairlyStable = 0.75;

    /// <param name="report">The joint segments.</param>
    /// <param name="contract">The fields.</param>
    /// <param name="own">This partner's customers in each segment; null when there are none at hand.</param>
    /// <param name="released">Segments of this partner's own, if its scores name those; null when they name the joint ones.</param>
    public static TaskReport Of(SegmentReport report, DataContract contract, IReadOnlyList<long>? own, IReadOnlyList<(string Name, long Customers)>? released = null)
    {
        double customers = own?.Sum() ?? 0;
        SegmentFigures[] figures = [.. report.Segments.Select((segment, place) => new SegmentFigures(
            segment.Name,
            customers > 0 ? own![place] / customers : double.NaN,
            segment.Share,
            own?[place] ?? 0,
            [.. segment.Traits.Select(trait => new ShownTrait(trait.Subject, Show(trait, trait.Value, contract), Show(trait, trait.Overall, contract), trait.Difference))]))];
        KeyFigure[] quality =
        [
            KeyFigure.Of("separation", report.Silhouette, FigureFormat.Metric, "mean simplified silhouette, 0 to 1"),
            KeyFigure.Of("stability", report.Stability, FigureFormat.Metric, "agreement with segments of half of the customers"),
        ];
        return new TaskReport(
            $"{report.Segments.Count} kinds of customers",
            Summary(report),
            [KeyFigure.Of("segments", report.Segments.Count, FigureFormat.Count), KeyFigure.Of("customers of all partners", report.Segments.Sum(segment => segment.Customers), FigureFormat.Count), .. quality],
            [SegmentsSection.Of(figures, report.Hierarchy, quality), .. released is null ? [] : new[] { Released(released) }, Numbers(report)]);
    }

    private static ReportSection Released(IReadOnlyList<(string Name, long Customers)> released)
    {
        double customers = Math.Max(1, released.Sum(segment => segment.Customers));
        return new ReportSection("Your own segments", "Your scores name these segments, found among your customers alone, because they describe your customers better than those of all partners.",
        [
            new TableBlock(new ReportTable(
                "Segments of your customers alone", [new ReportColumn("segment"), new ReportColumn("share of your customers", FigureFormat.Share), new ReportColumn("customers that it was found among", FigureFormat.Count)],
                [.. released.Select(segment => (IReadOnlyList<ReportCell>)[ReportCell.Of(segment.Name), ReportCell.Of(new Estimate(segment.Customers / customers), CellTone.Plain, FigureFormat.Share), ReportCell.Of(segment.Customers)])])),
        ]);
    }

    private static string Summary(SegmentReport report)
    {
        Segment largest = report.Segments[0];
        string again = report.Stability >= Stable ? "They are found again when half of the customers are left out."
            : report.Stability >= FairlyStable ? "Most of them are found again when half of the customers are left out."
            : "They change when half of the customers are left out: read them as a description, not as kinds that are there by nature.";
        return $"The customers of all partners fall into {report.Segments.Count} segments. The largest is '{largest.Name}' with {FigureText.Of(largest.Share, FigureFormat.Share)} of them. {again}";
    }

    private static ReportSection Numbers(SegmentReport report)
    {
        TriedCount best = report.Tried.MaxBy(tried => tried.Silhouette)!;
        string finding = string.Create(CultureInfo.InvariantCulture, $"Customers are best separated in {best.Segments} segments, with {best.Silhouette:0.000}.");
        var chart = new ColumnChart(
            "How well separated the customers would be",
            finding,
            "segments",
            [.. report.Tried.Select(tried => tried.Segments.ToString(CultureInfo.InvariantCulture))],
            new Axis("mean simplified silhouette", FigureFormat.Metric),
            new BarSeries("separation", [.. report.Tried.Select(tried => tried.Silhouette)]));
        return new ReportSection("Why so many segments", finding, [new ChartBlock(chart)]);
    }

    private static string Show(SegmentTrait trait, double value, DataContract contract) =>
        trait.IsShare ? FigureText.Of(value, FigureFormat.Share)
        : contract.Find(trait.Field)?.Type == FieldType.Date ? Days.ToDate(Math.Round(value)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : FigureText.Of(value, FigureFormat.Number);
}
