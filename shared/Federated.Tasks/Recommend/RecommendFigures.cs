using System.Globalization;
using Federated.Computations.Recommendation;

namespace Federated.Tasks.Recommend;

/// <summary>The result in figures.</summary>
internal static class RecommendFigures
{
    private static readonly string[] Keys = ["joint", "popularity", "item_knn"];

    public static IEnumerable<TaskFigure> Of(RankingStage stage, RankingQuality quality)
    {
        for (int model = 0; model < quality.Request.Models; model++)
        {
            string key = model == stage.Alone ? "local" : Keys[model], words = stage.Names[model];
            yield return new TaskFigure($"hit_rate_{key}", $"HR@10 of {words}", quality.HitRate(model));
            yield return new TaskFigure($"ndcg_{key}", $"NDCG@10 of {words}", quality.Gain(model));
            yield return new TaskFigure($"full_hit_rate_{key}", $"HR@10 of {words} among all items", quality.HitRate(model, isFull: true));
            yield return new TaskFigure($"full_ndcg_{key}", $"NDCG@10 of {words} among all items", quality.Gain(model, isFull: true));
        }

        yield return new TaskFigure("coverage", "share of items in somebody's list", (double)quality.CoveredItems / quality.Request.Items);
        yield return new TaskFigure("novelty", "self-information of lists, bits", quality.Novelty(0));
        yield return new TaskFigure("diversity", "dissimilarity within lists", quality.Diversity(0));
        yield return new TaskFigure("test_customers", "customers of whom an item was held out", quality.Customers);
        if (quality.HitRateOver(stage.Alone) is { } hits && quality.GainOver(stage.Alone) is { } gain)
        {
            yield return new TaskFigure("partner_hit_rate_gain", "HR@10 over own rows alone, mean over partners", hits.Mean);
            yield return new TaskFigure("partner_hit_rate_gain_deviation", "its standard deviation over partners", hits.Deviation);
            yield return new TaskFigure("partner_ndcg_gain", "NDCG@10 over own rows alone, mean over partners", gain.Mean);
            yield return new TaskFigure("partner_ndcg_gain_deviation", "its standard deviation over partners", gain.Deviation);
        }
    }

    public static string Headline(RankingQuality quality) => quality.Customers == 0
        ? "no customer has three items, so nothing could be held out"
        : string.Create(CultureInfo.InvariantCulture, $"HR@10 {quality.HitRate(0):0.000}, NDCG@10 {quality.Gain(0):0.000} on {quality.Customers:N0} held-out items; popularity {quality.HitRate(1):0.000}, {quality.Gain(1):0.000}");
}
