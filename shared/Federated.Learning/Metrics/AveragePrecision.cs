namespace Federated.Learning.Metrics;

/// <summary>
/// Area under the precision–recall curve as average precision: Σₜ (Rₜ − Rₜ₋₁)·Pₜ over the distinct scores t from the highest down, Pₜ and Rₜ being
/// precision and recall of "score at least t" (Manning, Raghavan and Schütze 2008, section 8.4). No interpolation; rows of one score enter together.
/// </summary>
public static class AveragePrecision
{
    /// <summary>Exact, from every row's score; O(n log n).</summary>
    /// <param name="scores">One a row, in any units, not NaN.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <returns>0 to 1; NaN when no row is positive.</returns>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, or a weight is negative or not finite.</exception>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        MetricInput.RequireSameLength(scores.Length, "scores", labels.Length, "labels");
        MetricInput.RequireWeights(weights, labels.Length);
        int[] order = MetricInput.Descending(scores);
        double area = 0, truePositives = 0, chosen = 0;
        for (int start = 0; start < order.Length;)
        {
            double gained = 0;
            int end = start;
            for (; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
            {
                double weight = MetricInput.Weight(weights, order[end]);
                chosen += weight;
                if (labels[order[end]] > 0.5f)
                    gained += weight;
            }

            truePositives += gained;
            if (gained > 0)
                area += gained * truePositives / chosen;
            start = end;
        }

        return area / truePositives;
    }
}
