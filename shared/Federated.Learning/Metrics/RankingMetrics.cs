namespace Federated.Learning.Metrics;

/// <summary>
/// Quality of ranked recommendations. Where each list has one right item, its rank (1 is the top) says all: hit rate, reciprocal rank and discounted gain
/// are means over the lists. Where items are right by degrees, <see cref="NormalizedGain(ReadOnlySpan{float}, ReadOnlySpan{float}, int)"/> takes them all.
/// </summary>
public static class RankingMetrics
{
    /// <summary>Rank of the right item: 1 + the other items that score at least as high. A tie counts against it, so that constant scores gain nothing.</summary>
    /// <param name="scores">One an item, not NaN.</param>
    /// <param name="target">Index of the right item.</param>
    /// <exception cref="ArgumentException">A score is NaN, or the index is out of range.</exception>
    public static int Rank(ReadOnlySpan<float> scores, int target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, scores.Length);
        int rank = 0;
        for (int item = 0; item < scores.Length; item++)
        {
            if (float.IsNaN(scores[item]))
                throw new ArgumentException($"Item {item} has score NaN; the model's output cannot be ranked.", nameof(scores));
            if (scores[item] >= scores[target])
                rank++;
        }

        return rank;
    }

    /// <summary>HR@k: share of the lists whose right item is among the first k (recall at k of one right item).</summary>
    /// <param name="ranks">Rank of the right item of each list, 1 or more.</param>
    /// <param name="k">Items that are shown, 1 or more.</param>
    /// <returns>0 to 1; NaN of no lists.</returns>
    /// <exception cref="ArgumentException">A rank or k is below 1.</exception>
    public static double HitRate(ReadOnlySpan<int> ranks, int k) => MeanWithin(ranks, k, static rank => 1);

    /// <summary>MRR: mean of 1/rank of the right item (Voorhees 1999).</summary>
    /// <param name="ranks">Rank of the right item of each list, 1 or more.</param>
    /// <param name="k">Ranks beyond it count 0. Default: none does.</param>
    /// <returns>0 to 1; NaN of no lists.</returns>
    /// <exception cref="ArgumentException">A rank or k is below 1.</exception>
    public static double MeanReciprocalRank(ReadOnlySpan<int> ranks, int k = int.MaxValue) => MeanWithin(ranks, k, static rank => 1.0 / rank);

    /// <summary>NDCG@k with one right item a list: mean of 1/log₂(1 + rank) where the rank is at most k, else 0.</summary>
    /// <param name="ranks">Rank of the right item of each list, 1 or more.</param>
    /// <param name="k">Items that are shown, 1 or more.</param>
    /// <returns>0 to 1; NaN of no lists.</returns>
    /// <exception cref="ArgumentException">A rank or k is below 1.</exception>
    public static double NormalizedGain(ReadOnlySpan<int> ranks, int k) => MeanWithin(ranks, k, static rank => 1 / Math.Log2(1.0 + rank));

    /// <summary>
    /// NDCG@k of one list whose items are right by degrees (Järvelin and Kekäläinen 2002, gain = relevance): Σ relevance/log₂(1 + rank) over the first k
    /// ranks, over the same sum of the best order. Items of one score share the discounts of their ranks evenly (McSherry and Najork 2008).
    /// </summary>
    /// <param name="scores">One an item, not NaN.</param>
    /// <param name="relevances">One an item, finite, zero or more.</param>
    /// <param name="k">Items that are shown, 1 or more.</param>
    /// <returns>0 to 1; 0 when no item is relevant.</returns>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, a relevance is negative or not finite, or k is below 1.</exception>
    public static double NormalizedGain(ReadOnlySpan<float> scores, ReadOnlySpan<float> relevances, int k)
    {
        MetricInput.RequireSameLength(scores.Length, "scores", relevances.Length, "relevances");
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        for (int item = 0; item < relevances.Length; item++)
        {
            if (!(relevances[item] >= 0 && float.IsFinite(relevances[item])))
                throw new ArgumentException($"Item {item} has relevance {relevances[item]}; it is finite and zero or more.", nameof(relevances));
        }

        double best = DiscountedGain(relevances, relevances, k);
        return best > 0 ? DiscountedGain(scores, relevances, k) / best : 0;
    }

    private static double DiscountedGain(ReadOnlySpan<float> scores, ReadOnlySpan<float> relevances, int k)
    {
        int[] order = MetricInput.Descending(scores);
        double gain = 0;
        for (int start = 0; start < order.Length && start < k;)
        {
            double relevance = 0, discount = 0;
            int end = start;
            for (; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
            {
                relevance += relevances[order[end]];
                if (end < k)
                    discount += 1 / Math.Log2(end + 2.0);
            }

            gain += relevance / (end - start) * discount;
            start = end;
        }

        return gain;
    }

    private static double MeanWithin(ReadOnlySpan<int> ranks, int k, Func<int, double> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        double sum = 0;
        for (int list = 0; list < ranks.Length; list++)
        {
            if (ranks[list] < 1)
                throw new ArgumentException($"List {list} has rank {ranks[list]}; the top is rank 1.", nameof(ranks));
            if (ranks[list] <= k)
                sum += value(ranks[list]);
        }

        return sum / ranks.Length;
    }
}
