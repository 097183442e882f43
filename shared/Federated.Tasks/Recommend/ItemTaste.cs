using Federated.Computations.Recommendation;

namespace Federated.Tasks.Recommend;

/// <summary>How little a customer can be expected to know an item.</summary>
internal static class ItemTaste
{
    /// <summary>−log₂ of the share of customers who have the item, in bits; one customer more is counted, so that it is finite.</summary>
    public static double SelfInformation(ItemCounts counts, int item) => Math.Min(RankingLayout.MostNovelty, Math.Log2((counts.Customers + 1.0) / (counts.Of(item) + 1)) is > 0 and var bits ? bits : 0);
}
