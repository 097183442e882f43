namespace Federated.Learning.Losses;

/// <summary>A training loss: the weighted mean over a batch of a loss of each row's outputs and label, and its derivative by each output.</summary>
public interface ILoss
{
    /// <summary>Outputs (logits) of one row.</summary>
    int OutputSize { get; }

    /// <summary>Labels of one row: 1 unless the loss says otherwise.</summary>
    int LabelSize => 1;

    /// <summary>Requires labels that the loss has a meaning for.</summary>
    /// <exception cref="ArgumentException">A label is out of range; the message names its row.</exception>
    void RequireLabels(ReadOnlySpan<float> labels);

    /// <summary>Evaluates a batch.</summary>
    /// <param name="logits">rows × <see cref="OutputSize"/>, row-major.</param>
    /// <param name="labels">rows × <see cref="LabelSize"/>, row-major.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <param name="gradient">Receives the derivative of the result by each logit, as long as <paramref name="logits"/>.</param>
    /// <returns>Σ wᵢ·lossᵢ / Σ wᵢ, in nats; 0 when all weights are 0.</returns>
    double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient);

    /// <summary>
    /// Evaluates a batch without dividing: each row's derivative is that of its own loss, which is what training with clipped examples starts from.
    /// Sizes as for <see cref="Evaluate"/>.
    /// </summary>
    /// <returns>Σ wᵢ·lossᵢ, in nats.</returns>
    double EvaluateSum(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        double total = BatchWeights.Total(weights, labels.Length / LabelSize);
        double mean = Evaluate(logits, labels, weights, gradient);
        TensorPrimitives.Multiply(gradient, (float)total, gradient);
        return mean * total;
    }
}
