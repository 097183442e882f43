namespace Federated.Learning.Metrics;

/// <summary>
/// Area under the ROC curve: the probability that a random positive row scores above a random negative one, ties counting half (the Mann–Whitney
/// statistic over the number of pairs; Hanley and McNeil 1982). NaN when one of the classes has no row.
/// </summary>
public static class AreaUnderCurve
{
    /// <summary>Exact, from every row's score; O(n log n).</summary>
    /// <param name="scores">One a row, in any units, not NaN.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="weights">One a row, zero or more: a pair counts as the product of its weights. Empty when all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, or a weight is negative or not finite.</exception>
    public static double Exact(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        MetricInput.RequireSameLength(scores.Length, "scores", labels.Length, "labels");
        MetricInput.RequireWeights(weights, labels.Length);
        int[] order = MetricInput.Descending(scores);
        double wins = 0, positives = 0, negatives = 0;
        for (int start = 0; start < order.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            int end = start;
            for (; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
            {
                double weight = MetricInput.Weight(weights, order[end]);
                if (labels[order[end]] > 0.5f)
                    tiedPositives += weight;
                else
                    tiedNegatives += weight;
            }

            wins += tiedNegatives * (positives + (tiedPositives / 2));
            positives += tiedPositives;
            negatives += tiedNegatives;
            start = end;
        }

        return wins / (positives * negatives);
    }

    /// <summary>From counts of rows by bin of the score, rows of one bin counting as ties: the exact area of the binned scores.</summary>
    /// <param name="positives">Positive rows of each bin, lowest scores first.</param>
    /// <param name="negatives">Negative rows of each bin.</param>
    /// <exception cref="ArgumentException">Different numbers of bins.</exception>
    public static double FromHistograms(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives)
    {
        if (positives.Length != negatives.Length)
            throw new ArgumentException($"{positives.Length} bins of positives were given for {negatives.Length} of negatives.", nameof(positives));
        double wins = 0, allPositives = 0, allNegatives = 0;
        for (int bin = 0; bin < positives.Length; bin++)
        {
            wins += positives[bin] * (allNegatives + (negatives[bin] / 2.0));
            allPositives += positives[bin];
            allNegatives += negatives[bin];
        }

        return wins / (allPositives * allNegatives);
    }
}
