namespace Federated.Learning.Losses;

/// <summary>
/// Huber's loss (1964): with d = z − y, ½d² where |d| ≤ δ, else δ·(|d| − ½δ); derivative d held within ±δ. It follows the mean of small errors and the
/// median of large ones. The mean is over rows and outputs, as PyTorch's HuberLoss; <see cref="ILoss.EvaluateSum"/> adds both up.
/// </summary>
public sealed class Huber : RowLoss
{
    private readonly HuberRule _rule;

    /// <summary>A loss of outputs with a label each.</summary>
    /// <param name="threshold">δ, above 0, in the unit of the labels. Default 1.</param>
    /// <param name="outputs">Outputs, and labels, of a row; at least 1. Default 1.</param>
    public Huber(double threshold = 1, int outputs = 1)
        : base(outputs, outputs)
    {
        if (!(threshold > 0 && double.IsFinite(threshold)))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold between small and large errors is finite and above 0.");
        _rule = new HuberRule(threshold);
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels) => RequireFiniteLabels(labels);

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => base.TotalWeight(labels, weights) * OutputSize;

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        => ElementLoss.AddUp(_rule, OutputSize, outputs, labels, weights, scale, gradient);
}
