namespace Federated.Learning.Losses;

/// <summary>Another loss, added up over the batch in place of its mean (PyTorch's reduction "sum").</summary>
/// <param name="loss">What is added up.</param>
public sealed class SummedLoss(ILoss loss) : ILoss
{
    /// <inheritdoc/>
    public int OutputSize => loss.OutputSize;

    /// <inheritdoc/>
    public int LabelSize => loss.LabelSize;

    /// <inheritdoc/>
    public void RequireLabels(ReadOnlySpan<float> labels) => loss.RequireLabels(labels);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
        => loss.EvaluateSum(logits, labels, weights, gradient);

    /// <inheritdoc/>
    public double EvaluateSum(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradient)
        => loss.EvaluateSum(logits, labels, weights, gradient);
}
