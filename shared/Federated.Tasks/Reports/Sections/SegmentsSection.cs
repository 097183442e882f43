using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>Which kinds of customers there are, how many of each this partner has, and how the kinds relate.</summary>
public static class SegmentsSection
{
    private const int MostTraits = 4;

    /// <param name="segments">In any order; the largest is shown first.</param>
    /// <param name="hierarchy">How segments join, leaves numbered as in <paramref name="segments"/>; empty for none.</param>
    /// <param name="quality">What holds the segments up, as written: silhouette, stability. Empty for none.</param>
    public static ReportSection Of(IReadOnlyList<SegmentFigures> segments, IReadOnlyList<DendrogramMerge> hierarchy, IReadOnlyList<KeyFigure> quality)
    {
        var sorted = segments.OrderByDescending(segment => segment.OwnShare).ToArray();
        var sentence = sorted.Length == 0 ? "No segments were found."
            : $"{sorted.Length} kinds of customers. Your largest is {sorted[0].Name} with {FigureText.Of(sorted[0].OwnShare, FigureFormat.Share)} of your customers.";
        List<ReportBlock> blocks = quality.Count > 0 ? [new FiguresBlock(quality)] : [];
        BarSeries[] series = [new("your customers", [.. sorted.Select(segment => segment.OwnShare)]), .. sorted.Any(segment => double.IsFinite(segment.JointShare)) ? new[] { new BarSeries("all partners", [.. sorted.Select(segment => segment.JointShare)]) } : []];
        blocks.Add(new ChartBlock(new BarChart("How large the segments are", string.Join(" ", sorted.Take(2).Select(Size)), "segment", [.. sorted.Select(segment => segment.Name)], FigureFormat.Share, series)));
        if (hierarchy.Count > 0)
            blocks.Add(new ChartBlock(new Dendrogram("How the segments relate", Closest(segments, hierarchy), new Axis("difference"), [.. segments.Select(segment => segment.Name)], hierarchy)));
        blocks.Add(new TableBlock(Traits(sorted)));
        return new ReportSection("Segments", sentence, blocks);
    }

    private static string Size(SegmentFigures segment) => double.IsFinite(segment.JointShare)
        ? $"{segment.Name}: {FigureText.Of(segment.OwnShare, FigureFormat.Share)} of yours, {FigureText.Of(segment.JointShare, FigureFormat.Share)} of all."
        : $"{segment.Name}: {FigureText.Of(segment.OwnShare, FigureFormat.Share)}.";

    private static string Closest(IReadOnlyList<SegmentFigures> segments, IReadOnlyList<DendrogramMerge> hierarchy)
    {
        var first = hierarchy[0];
        return first.Left < segments.Count && first.Right < segments.Count ? $"Most alike are {segments[first.Left].Name} and {segments[first.Right].Name}." : "Segments that join further left are more alike.";
    }

    private static ReportTable Traits(SegmentFigures[] segments) => new(
        "What tells each segment from the others (standard deviations from the mean of all customers)",
        [new ReportColumn("segment"), new ReportColumn("trait"), new ReportColumn("here"), new ReportColumn("all customers"), new ReportColumn("difference", FigureFormat.Balance), new ReportColumn("your customers", FigureFormat.Count)],
        [.. segments.SelectMany(segment => segment.Traits.Take(MostTraits).Select(trait => (IReadOnlyList<ReportCell>)
            [ReportCell.Of(segment.Name), ReportCell.Of(trait.Field), ReportCell.Of(trait.Here), ReportCell.Of(trait.Everywhere), ReportCell.Of(trait.Deviation), ReportCell.Of(segment.OwnRows)]))]);
}
