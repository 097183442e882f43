using System.Globalization;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;
using Trait = Federated.Tasks.Reports.Sections.SegmentTrait;

namespace Federated.Tasks.Segments;

/// <summary>What a partner is shown of segments: how large they are at its own and over all partners, what tells them apart, how they relate, and whether they can be relied on.</summary>
internal static class SegmentPresentation
{
    private const double Reliable = 0.75;
    private const double Loose = 0.5;

    /// <param name="report">The joint segments.</param>
    /// <param name="contract">The job's contract.</param>
    /// <param name="own">This partner's customers in each segment, by number from 1; null when none are at hand.</param>
    public static TaskReport Of(SegmentReport report, DataContract contract, IReadOnlyList<long>? own)
    {
        long customers = own?.Sum() ?? 0;
        SegmentFigures[] figures = [.. report.Segments.Select((segment, place) => new SegmentFigures(
            segment.Name, customers > 0 ? own![place] / (double)customers : double.NaN, segment.Share, own?[place] ?? 0, [.. segment.Traits.Select(trait => Shown(trait, contract))]))];
        KeyFigure[] quality =
        [
            KeyFigure.Of("Segments", report.Segments.Count, FigureFormat.Count),
            KeyFigure.Of("Found again in half samples", report.Stability, FigureFormat.Metric, "adjusted Rand index; 1 is always"),
            KeyFigure.Of("Apart from each other", report.Silhouette, FigureFormat.Metric, "mean silhouette; 1 is fully"),
        ];
        ReportSection segments = SegmentsSection.Of(figures, Merges(report), quality);
        if (customers == 0)
            segments = segments with { Sentence = $"{report.Segments.Count} kinds of customers over all partners; none of your own customers are at hand." };
        return new TaskReport(
            $"{report.Segments.Count} kinds of customers",
            $"{segments.Sentence} {Difference(figures)}{Reliance(report)}",
            customers > 0 ? [KeyFigure.Of("Your customers", customers, FigureFormat.Count), .. quality] : quality,
            [segments, Choice(report)]);
    }

    private static string Difference(SegmentFigures[] figures)
    {
        SegmentFigures[] known = [.. figures.Where(segment => double.IsFinite(segment.OwnShare))];
        if (known.Length == 0)
            return "";
        SegmentFigures most = known.MaxBy(segment => Math.Abs(segment.OwnShare - segment.JointShare))!;
        return $"You differ most from the other partners in {most.Name}: {FigureText.Of(most.OwnShare, FigureFormat.Share)} of yours, {FigureText.Of(most.JointShare, FigureFormat.Share)} of all. ";
    }

    private static string Reliance(SegmentReport report) => report.Stability switch
    {
        >= Reliable => "Half of the customers alone give the same segments: they can be relied on.",
        >= Loose => "Half of the customers alone give similar segments: use them as a rough guide.",
        _ => "Half of the customers alone give other segments: the customers form no clear groups, so take these as one way of many to divide them.",
    };

    private static ReportSection Choice(SegmentReport report)
    {
        int chosen = report.Segments.Count;
        TriedCount[] tried = [.. report.Tried.OrderBy(count => count.Segments)];
        string sentence = tried.Length > 1
            ? $"{chosen} of {tried[0].Segments} to {tried[^1].Segments} tried numbers of segments was chosen; a segment is named for what its customers have more or less of than all customers."
            : "A segment is named for what its customers have more or less of than all customers.";
        List<ReportBlock> blocks = [];
        if (tried.Length > 1)
        {
            blocks.Add(new ChartBlock(new ColumnChart(
                "How well apart segments are, by their number", $"With {chosen} the mean silhouette is {FigureText.Of(report.Silhouette, FigureFormat.Metric)}.", "number of segments",
                [.. tried.Select(count => count.Segments.ToString(CultureInfo.InvariantCulture))], new Axis("mean simplified silhouette", FigureFormat.Metric),
                new BarSeries("mean silhouette", [.. tried.Select(count => count.Silhouette)]))));
        }

        blocks.Add(new TableBlock(new ReportTable(
            "Each segment over all partners",
            [new ReportColumn("segment"), new ReportColumn("customers of all", FigureFormat.Count), new ReportColumn("share", FigureFormat.Share), new ReportColumn("apart (silhouette)", FigureFormat.Metric), new ReportColumn("found again (Jaccard)", FigureFormat.Metric)],
            [.. report.Segments.Select(segment => (IReadOnlyList<ReportCell>)
                [ReportCell.Of(segment.Name), ReportCell.Of(segment.Customers), ReportCell.Of(segment.Share), ReportCell.Of(segment.Silhouette), ReportCell.Of(segment.Stability, segment.Stability < Loose ? CellTone.Warning : CellTone.Plain)])])));
        return new ReportSection("Why these segments?", sentence, blocks);
    }

    // A merge of segments is told by their numbers; a drawing wants leaves from 0, and merges after them.
    private static IReadOnlyList<DendrogramMerge> Merges(SegmentReport report)
    {
        var places = report.Segments.Select((segment, place) => (Key: Key([segment.Number]), place)).ToDictionary(each => each.Key, each => each.place, StringComparer.Ordinal);
        var merges = new List<DendrogramMerge>();
        foreach (SegmentMerge merge in report.Hierarchy)
        {
            merges.Add(new DendrogramMerge(places[Key(merge.First)], places[Key(merge.Second)], merge.Distance));
            places[Key([.. merge.First.Concat(merge.Second)])] = report.Segments.Count + merges.Count - 1;
        }

        return merges;
    }

    private static string Key(IReadOnlyList<int> numbers) => string.Join(',', numbers.Order());

    private static Trait Shown(SegmentTrait trait, DataContract contract)
    {
        string Written(double value) => trait.IsShare ? FigureText.Of(value, FigureFormat.Share)
            : contract.Find(trait.Field)?.Type == FieldType.Date ? Days.Format(value) : FigureText.Of(value, FigureFormat.Number);
        return new Trait(trait.IsShare ? trait.Words : trait.Field, Written(trait.Value), Written(trait.Overall), trait.Difference);
    }
}
