using System.Globalization;
using Federated.ClientNode.Reports;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.ClientNode.Profiles;

/// <summary>Who a partner's customers are, as a page: segments, what they are worth, how likely they are to leave, what they buy.</summary>
/// <param name="summary">The profiles, added up.</param>
/// <param name="sources">Where they come from.</param>
/// <param name="origin">Whose report it is.</param>
internal sealed class ProfileReport(ProfileSummary summary, IReadOnlyList<ProfileSource> sources, ReportOrigin origin)
{
    private const int MostCategories = 12;

    private static readonly string[] Levels = ["low (groups 1 to 3)", "middle (4 to 7)", "high (8 to 10)"];

    private string Worth => summary.Rankings[summary.Worth];

    /// <summary>Makes the page.</summary>
    public ReportDocument Make()
    {
        var customers = summary.Everybody.Customers;
        ReportSection?[] sections = [Segments(), Rankings(), WorthAndRisk(), Categories(), Sources()];
        ReportSection[] shown = [.. sections.OfType<ReportSection>()];
        var segments = summary.Segments.Count(segment => segment.Name != ProfileSummary.NoSegment);
        return new ReportDocument(
            segments > 0 ? $"Your customers: {segments} kinds" : "Your customers",
            string.Create(CultureInfo.InvariantCulture, $"{origin.Partner} · {origin.Made.UtcDateTime:d MMMM yyyy}"),
            string.Join(' ', shown.SkipLast(1).Select(section => section.Sentence).Take(3).DefaultIfEmpty(shown[^1].Sentence)),
            [
                KeyFigure.Of("Customers", customers, FigureFormat.Count),
                .. summary.Risk < 0 ? [] : new[] { KeyFigure.Of("Mean chance to leave", summary.Everybody.Mean(summary.Risk), FigureFormat.Share) },
                .. summary.Worth < 0 ? [] : new[] { KeyFigure.Of("Mean expected value", summary.Everybody.Mean(summary.Worth), FigureFormat.Number) },
                .. summary.Worth < 0 || summary.Risk < 0 ? [] : new[] { KeyFigure.Of("Worth most and likely to leave", summary.Count(2, 2), FigureFormat.Count) },
            ],
            shown,
            new ReportProvenance(origin.Partner, "profile", "", 0, "", customers, origin.Made, origin.Version));
    }

    private ReportSection? Segments()
    {
        var segments = summary.Segments;
        if (segments.Count == 0)
            return null;
        double Share(SegmentTally tally) => tally.Customers / (double)summary.Everybody.Customers;
        var largest = segments[0];
        var sentence = $"Your largest segment is {largest.Name}: {FigureText.Of(Share(largest.Tally), FigureFormat.Share)} of your customers.";
        ReportColumn[] columns =
        [
            new("segment"), new("customers", FigureFormat.Count), new("share", FigureFormat.Share),
            .. summary.Rankings.Select((task, ranking) => new ReportColumn($"mean {Words(task)}", Format(ranking))),
            .. segments.Any(segment => segment.Tally.Category is not null) ? new[] { new ReportColumn("buys most") } : [],
        ];
        IReadOnlyList<ReportCell> Row(string name, SegmentTally tally) =>
        [
            ReportCell.Of(name), ReportCell.Of(tally.Customers), ReportCell.Of(Share(tally)), .. summary.Rankings.Select((_, ranking) => ReportCell.Of(tally.Mean(ranking))),
            .. columns[^1].Heading == "buys most" ? new[] { ReportCell.Of(tally.Category ?? FigureText.Absent) } : [],
        ];
        return new ReportSection("Who are your customers?", sentence, [
            new ChartBlock(new BarChart("How large the segments are", sentence, "segment", [.. segments.Select(segment => segment.Name)], FigureFormat.Share, [new BarSeries("your customers", [.. segments.Select(segment => Share(segment.Tally))])])),
            new TableBlock(new ReportTable("Each segment", columns, [.. segments.Select(segment => Row(segment.Name, segment.Tally)), Row("all customers", summary.Everybody)])),
        ]);
    }

    private ReportSection? Rankings()
    {
        var segments = summary.Segments;
        if (summary.Rankings.Count == 0 || segments.Count < 2)
            return null;
        var charts = summary.Rankings.Select((task, ranking) =>
        {
            var (name, tally) = segments.Where(segment => double.IsFinite(segment.Tally.BestShare(ranking))).OrderByDescending(segment => segment.Tally.BestShare(ranking)).FirstOrDefault();
            var finding = name is null ? "No customer has this score." : $"{FigureText.Of(tally.BestShare(ranking), FigureFormat.Share)} of {name} are in groups 8 to 10, {FigureText.Of(summary.Everybody.BestShare(ranking), FigureFormat.Share)} of all customers.";
            return (Finding: finding, Chart: new BarChart($"Customers in groups 8 to 10: {Words(task)}", finding, "segment", [.. segments.Select(segment => segment.Name)], FigureFormat.Share,
                [new BarSeries("share in groups 8 to 10", [.. segments.Select(segment => segment.Tally.BestShare(ranking))])]));
        }).ToArray();
        return new ReportSection("Where do high scores sit?", charts[Math.Max(0, summary.Risk)].Finding, [.. charts.Select(chart => new ChartBlock(chart.Chart))]);
    }

    private ReportSection? WorthAndRisk()
    {
        if (summary.Worth < 0 || summary.Risk < 0)
            return null;
        var most = summary.Count(2, 2);
        return new ReportSection(
            "Who is worth keeping?",
            $"{FigureText.Of(most, FigureFormat.Count)} customers are among those worth most and among those most likely to leave: talk to them first.",
            [new TableBlock(new ReportTable(
                $"Customers by {Words(Worth)} and chance to leave",
                [new ReportColumn(Words(Worth)), .. Levels.Select(level => new ReportColumn($"to leave: {level}", FigureFormat.Count))],
                [.. Enumerable.Range(0, 3).Reverse().Select(worth => (IReadOnlyList<ReportCell>)
                    [ReportCell.Of(Levels[worth]), .. Enumerable.Range(0, 3).Select(risk => ReportCell.Of(summary.Count(worth, risk), (worth, risk) is (2, 2) ? CellTone.Warning : CellTone.Plain))])]))]);
    }

    private ReportSection? Categories()
    {
        var categories = summary.Everybody.Categories.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Take(MostCategories).ToArray();
        if (categories.Length == 0)
            return null;
        double known = summary.Everybody.Categories.Values.Sum();
        var sentence = $"{categories[0].Key} is what most customers buy most often: {FigureText.Of(categories[0].Value / known, FigureFormat.Share)} of those of whom it is known.";
        return new ReportSection("What do they buy?", sentence, [new ChartBlock(new BarChart(
            "Preferred categories", sentence, "category", [.. categories.Select(each => each.Key)], FigureFormat.Share, [new BarSeries("share of customers", [.. categories.Select(each => each.Value / known)])]))]);
    }

    private ReportSection Sources()
    {
        var missing = sources.Where(source => source.Missing.Length > 0).ToArray();
        var sentence = missing.Length == 0 ? "Every part is there." : $"Missing: {string.Join("; ", missing.Select(source => $"{source.Name}, for {source.Missing}"))}.";
        return new ReportSection("What are the profiles made of?", sentence, [new TableBlock(new ReportTable(
            "Parts of the profiles",
            [new ReportColumn("part"), new ReportColumn("model"), new ReportColumn("customers", FigureFormat.Count), new ReportColumn("missing because")],
            [.. sources.Select(source => (IReadOnlyList<ReportCell>)
                [ReportCell.Of(source.Name), ReportCell.Of(source.Version.Length == 0 ? FigureText.Absent : source.Version), ReportCell.Of(source.Customers), ReportCell.Of(source.Missing, source.Missing.Length == 0 ? CellTone.Plain : CellTone.Warning)])]))]);
    }

    private FigureFormat Format(int ranking) => summary.Rankings[ranking] is "value" or "lifetime" ? FigureFormat.Number : FigureFormat.Share;

    private static string Words(string task) => task switch
    {
        "churn" => "chance to leave",
        "response" => "chance to respond",
        "value" => "expected value",
        "lifetime" => "expected lifetime value",
        _ => $"{task} score",
    };
}
