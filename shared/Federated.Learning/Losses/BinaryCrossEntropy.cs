namespace Federated.Learning.Losses;

/// <summary>
/// Cross-entropy of one logit z and a label y in [0, 1] (1 is the positive class): ln(1+eᶻ) − y·z, derivative σ(z) − y.
/// </summary>
public sealed class BinaryCrossEntropy : ILoss
{
    /// <inheritdoc/>
    public int OutputSize => 1;

    /// <inheritdoc/>
    public void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] <= 1))
                throw new ArgumentException($"Row {row} has label {labels[row]}; a two-class label is 0 or 1 (or a share between).", nameof(labels));
        }
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        double total = BatchWeights.Total(weights, labels.Length);
        double scale = total > 0 ? 1 / total : 0;
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? scale : weights[row] * scale;
            loss += weight * Logistic.CrossEntropy(logits[row], labels[row]);
            gradient[row] = (float)(weight * (Logistic.Sigmoid(logits[row]) - labels[row]));
        }

        return loss;
    }
}
