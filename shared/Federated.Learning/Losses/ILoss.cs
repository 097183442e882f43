namespace Federated.Learning.Losses;

/// <summary>A training loss: the weighted mean over a batch of a loss of logits and labels, and its derivative by each logit.</summary>
public interface ILoss
{
    /// <summary>Logits of one row.</summary>
    int OutputSize { get; }

    /// <summary>Requires labels that the loss has a meaning for.</summary>
    /// <exception cref="ArgumentException">A label is out of range; the message names its row.</exception>
    void RequireLabels(ReadOnlySpan<float> labels);

    /// <summary>Evaluates a batch.</summary>
    /// <param name="logits">rows × <see cref="OutputSize"/>, row-major.</param>
    /// <param name="labels">One a row.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <param name="gradient">Receives the derivative of the result by each logit, as long as <paramref name="logits"/>.</param>
    /// <returns>Σ wᵢ·lossᵢ / Σ wᵢ, in nats; 0 when all weights are 0.</returns>
    double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient);
}
