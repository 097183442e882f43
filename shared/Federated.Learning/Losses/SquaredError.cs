namespace Federated.Learning.Losses;

/// <summary>
/// (z − y)² of outputs z and labels y, a label an output; derivative 2(z − y). The mean is over rows and outputs, as PyTorch's MSELoss;
/// <see cref="ILoss.EvaluateSum"/> adds both up.
/// </summary>
public sealed class SquaredError : RowLoss
{
    /// <summary>A loss of that many outputs, and labels, a row; at least 1. Default 1.</summary>
    public SquaredError(int outputs = 1)
        : base(outputs, outputs)
    {
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels) => RequireFiniteLabels(labels);

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => base.TotalWeight(labels, weights) * OutputSize;

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        => ElementLoss.AddUp(default(SquaredRule), OutputSize, outputs, labels, weights, scale, gradient);
}
