using Federated.Learning.Losses;

namespace Federated.Learning.Metrics;

/// <summary>Metrics of one logit a row against labels 0 and 1.</summary>
public static class TwoClassMetrics
{
    /// <summary>Weighted mean cross-entropy in nats; NaN of no rows or no weight.</summary>
    /// <param name="logits">One a row.</param>
    /// <param name="labels">One a row, 0 to 1.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Different lengths, or a weight that is negative or not finite.</exception>
    public static double LogLoss(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        RequireSameLength(logits, labels);
        MetricInput.RequireWeights(weights, labels.Length);
        double sum = 0, total = 0;
        for (int row = 0; row < logits.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row);
            sum += weight * Logistic.CrossEntropy(logits[row], labels[row]);
            total += weight;
        }

        return sum / total;
    }

    /// <summary>Counts rows by true class and by whether the probability reaches the threshold.</summary>
    /// <param name="logits">One a row.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="threshold">Least probability of a predicted positive, 0 to 1. Default 0.5.</param>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public static ConfusionCounts Confusion(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, double threshold = 0.5)
    {
        RequireSameLength(logits, labels);
        long truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;
        for (int row = 0; row < logits.Length; row++)
        {
            bool predicted = Logistic.Sigmoid(logits[row]) >= threshold;
            bool positive = labels[row] > 0.5f;
            if (predicted && positive)
                truePositives++;
            else if (predicted)
                falsePositives++;
            else if (positive)
                falseNegatives++;
            else
                trueNegatives++;
        }

        return new ConfusionCounts(truePositives, falsePositives, trueNegatives, falseNegatives);
    }

    private static void RequireSameLength(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels)
    {
        if (logits.Length != labels.Length)
            throw new ArgumentException($"{logits.Length} logits were given for {labels.Length} labels.", nameof(logits));
    }
}
