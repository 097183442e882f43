namespace Federated.Learning.Metrics;

/// <summary>Mean squared difference of probability and outcome, Σ wᵢ(pᵢ − yᵢ)² / Σ wᵢ (Brier 1950, in the form for two classes): 0 is perfect, 1 is always wrong.</summary>
public static class BrierScore
{
    /// <summary>Of two classes.</summary>
    /// <param name="probabilities">Of the positive class, one a row, 0 to 1.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <returns>NaN of no rows or no weight.</returns>
    /// <exception cref="ArgumentException">Different lengths, a probability outside 0 to 1, or a weight that is negative or not finite.</exception>
    public static double Of(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        MetricInput.RequireSameLength(probabilities.Length, "probabilities", labels.Length, "labels");
        MetricInput.RequireWeights(weights, labels.Length);
        MetricInput.RequireProbabilities(probabilities);
        double sum = 0, total = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row);
            double error = probabilities[row] - (labels[row] > 0.5f ? 1.0 : 0.0);
            sum += weight * error * error;
            total += weight;
        }

        return sum / total;
    }
}
