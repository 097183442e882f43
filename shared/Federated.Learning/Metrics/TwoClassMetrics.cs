using Federated.Learning.Losses;

namespace Federated.Learning.Metrics;

/// <summary>Metrics of one logit a row against labels 0 and 1.</summary>
public static class TwoClassMetrics
{
    /// <summary>Mean cross-entropy in nats; NaN of no rows.</summary>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public static double LogLoss(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels)
    {
        RequireSameLength(logits, labels);
        double sum = 0;
        for (int row = 0; row < logits.Length; row++)
            sum += Logistic.CrossEntropy(logits[row], labels[row]);
        return sum / logits.Length;
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
