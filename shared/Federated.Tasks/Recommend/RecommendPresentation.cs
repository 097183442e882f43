using System.Globalization;
using Federated.Computations.Recommendation;
using Federated.Learning.Metrics;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Recommend;

/// <summary>What a partner is shown of a recommender: quality beside the baselines, what lists are like, examples, and whether it pays.</summary>
internal static class RecommendPresentation
{
    private const int MostShown = 15;

    /// <param name="stage">Names the models.</param>
    /// <param name="quality">Over the customers of all partners.</param>
    /// <param name="own">Over this partner's own; null when it took no part.</param>
    /// <param name="recommender">The joint model.</param>
    /// <param name="rows">This partner's rows, for examples; null for none.</param>
    public static TaskReport Of(RankingStage stage, RankingQuality quality, OwnRanking? own, Recommender recommender, ITaskRows? rows)
    {
        double coverage = (double)quality.CoveredItems / quality.Request.Items;
        KeyFigure[] figures =
        [
            KeyFigure.Of("hit rate (HR@10)", quality.HitRate(RankingStage.Joint), FigureFormat.Metric, $"popularity {Metric(quality.HitRate(RankingStage.Popularity))}"),
            KeyFigure.Of("ranking (NDCG@10)", quality.Gain(RankingStage.Joint), FigureFormat.Metric, $"popularity {Metric(quality.Gain(RankingStage.Popularity))}"),
            KeyFigure.Of("coverage", coverage, FigureFormat.Share, "of the items are in somebody's list"),
            KeyFigure.Of("items", quality.Request.Items, FigureFormat.Count),
        ];
        ReportSection?[] sections = [Quality(stage, quality), Lists(stage, quality, coverage, recommender), Examples(recommender, rows), Worth(stage, quality, own)];
        return new TaskReport("What to show to which customer", Summary(stage, quality), figures, [.. sections.OfType<ReportSection>()]);
    }

    private static string Summary(RankingStage stage, RankingQuality quality)
    {
        if (quality.Customers == 0)
            return "No customer of any partner has three items, so nothing could be held out, and how good the lists are is not known.";
        string first = string.Create(
            CultureInfo.InvariantCulture,
            $"One item was held out of {quality.Customers:N0} customers' histories. Among it and 99 others that the customer does not have, the joint model puts it into the first ten for {FigureText.Of(quality.HitRate(0), FigureFormat.Share)} of them; a list of the most popular items does so for {FigureText.Of(quality.HitRate(1), FigureFormat.Share)}.");
        return quality.HitRateOver(stage.Alone) is { } gain
            ? $"{first} Over the {quality.Partners} partners the joint model's hit rate is on average {FigureText.Of(gain.Mean, FigureFormat.Difference)} (standard deviation {Metric(gain.Deviation)}) against each one's own rows alone."
            : first;
    }

    private static ReportSection Quality(RankingStage stage, RankingQuality quality)
    {
        int[] models = [.. Enumerable.Range(0, stage.Names.Count)];
        var table = new ReportTable(
            "Models compared on held-out items of all partners' customers",
            [new("model"), new("HR@10", FigureFormat.Metric), new("NDCG@10", FigureFormat.Metric), new("HR@10 of all items", FigureFormat.Metric), new("NDCG@10 of all items", FigureFormat.Metric), new("novelty, bits", FigureFormat.Number), new("diversity", FigureFormat.Metric)],
            [.. models.Select(model => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(stage.Names[model]), ReportCell.Of(quality.HitRate(model)), ReportCell.Of(quality.Gain(model)), ReportCell.Of(quality.HitRate(model, isFull: true)), ReportCell.Of(quality.Gain(model, isFull: true)),
                ReportCell.Of(quality.Novelty(model)), ReportCell.Of(quality.Diversity(model)),
            ])]);
        int best = models.MaxBy(model => quality.Gain(model));
        string finding = quality.Customers == 0 ? "Nothing could be held out." : $"By NDCG@10 the best is: {stage.Names[best]}, with {Metric(quality.Gain(best))}.";
        var chart = new BarChart(
            "How often the held-out item is in the first ten", finding, "model", stage.Names, FigureFormat.Metric,
            [new BarSeries("HR@10", [.. models.Select(model => quality.HitRate(model))]), new BarSeries("NDCG@10", [.. models.Select(model => quality.Gain(model))])]);
        return new ReportSection("How good are the lists?", finding,
        [
            new TableBlock(table), new ChartBlock(chart),
            new TextBlock("HR@10 is the share of customers whose held-out item is among the first ten, NDCG@10 counts a higher place more. The first two rank it among 99 sampled items, as papers do, which flatters every model; the next two among all items. Novelty is the mean self-information of a list, higher where rarer items are shown; diversity is one less the mean cosine within a list, of the items' customers or of the joint model's vectors."),
        ]);
    }

    private static ReportSection? Lists(RankingStage stage, RankingQuality quality, double coverage, Recommender recommender)
    {
        int[] shown = [.. Enumerable.Range(0, quality.Request.Items).Where(item => quality.Exposure(item) > 0).OrderByDescending(quality.Exposure).Take(MostShown)];
        if (shown.Length == 0)
            return null;
        double[] shares = [.. shown.Select(item => (double)quality.Exposure(item) / quality.Customers)];
        string finding = $"{FigureText.Of(coverage, FigureFormat.Share)} of the items are in somebody's list of ten; the most recommended, {recommender.Items.Names[shown[0]]}, is in {FigureText.Of(shares[0], FigureFormat.Share)} of the lists.";
        return new ReportSection("What is recommended most?", finding,
        [
            new ChartBlock(new BarChart("Items by the share of lists that hold them", finding, "item", [.. shown.Select(item => recommender.Items.Names[item])], FigureFormat.Share, [new BarSeries(stage.Names[0], shares)])),
            new TextBlock($"Over the lists of {quality.Customers.ToString("N0", CultureInfo.InvariantCulture)} customers of all partners. Items in fewer than {RankingRequest.LeastExposure} lists are not told. Rarer items can be asked for: fed-node recommend --novelty 0.3."),
        ]);
    }

    private static ReportSection? Examples(Recommender recommender, ITaskRows? rows)
    {
        const int customers = 5, items = 4, history = 3, reasons = 2;
        if (rows is null)
            return null;
        var wish = new ListWish { Top = items, Reasons = 1 };
        (CustomerHistory Customer, CustomerList List)[] lists = [.. recommender.Histories(rows).Where(customer => customer.Items.Length >= 2).OrderBy(customer => customer.Key).Take(customers).Select(customer => (customer, recommender.List(customer, wish)))];
        if (lists.Length == 0)
            return null;
        string Name(int item) => recommender.Items.Names[item];
        var table = new ReportTable(
            "Lists of some of your customers",
            [new("had last"), new("is shown"), new("because of")],
            [.. lists.Select(each => (IReadOnlyList<ReportCell>)
            [
                ReportCell.Of(string.Join(", ", each.Customer.Items.Reverse().Take(history).Select(Name))),
                ReportCell.Of(string.Join(", ", each.List.Items.Select(item => Name(item.Item)))),
                ReportCell.Of(string.Join(", ", each.List.Items.SelectMany(item => item.Because).Select(reason => reason.Item).Distinct().Take(reasons).Select(Name))),
            ])]);
        return new ReportSection("For example", "A few of your customers, and what the joint model would show them.", [new TableBlock(table)]);
    }

    private static ReportSection? Worth(RankingStage stage, RankingQuality quality, OwnRanking? own)
    {
        if (own is null)
            return null;
        ConsortiumMeans? Means(RankingFigure? local, RankingFigure? joint) => local is null || joint is null ? null : new ConsortiumMeans(local.Mean, joint.Mean);
        MetricComparison Compare(string name, IReadOnlyList<ConfidenceInterval> intervals, ConsortiumMeans? means) =>
            new(name, FigureFormat.Metric, IsHigherBetter: true, Estimate.Of(intervals[1]), Estimate.Of(intervals[0]), Consortium: means);
        ReportSection section = WorthSection.Of(
            [
                Compare("Held-out item in the first ten (HR@10)", own.HitRates, Means(quality.PartnerHitRate(stage.Alone), quality.PartnerHitRate(0))),
                Compare("Its place (NDCG@10)", own.Gains, Means(quality.PartnerGain(stage.Alone), quality.PartnerGain(0))),
            ],
            "joint", own.Quality.Customers);
        (long customers, long interactions, long unknown) = own.Counted;
        ConfidenceInterval gain = own.HitRates[2];
        string paired = double.IsNaN(gain.Estimate) ? "" : $"Customer by customer, the joint model's hit rate is {FigureText.Of(gain.Estimate, FigureFormat.Difference)} against your own's (95% interval {FigureText.Of(gain.Lower, FigureFormat.Difference)} to {FigureText.Of(gain.Upper, FigureFormat.Difference)}). ";
        return section with
        {
            Blocks =
            [
                .. section.Blocks,
                new TextBlock(string.Create(CultureInfo.InvariantCulture, $"{paired}Your customers with an item in common: {customers:N0}, with {interactions:N0} items all told. Rows of items that are not in common, which stayed out: {unknown:N0}.")),
            ],
        };
    }

    private static string Metric(double value) => FigureText.Of(value, FigureFormat.Metric);
}
