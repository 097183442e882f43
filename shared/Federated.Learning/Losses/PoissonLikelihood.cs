namespace Federated.Learning.Losses;

/// <summary>
/// Negative log-likelihood of counts y under a Poisson distribution of rate eᶻ, without the term ln y! that no parameter moves: eᶻ − y·z, derivative
/// eᶻ − y. The mean is over rows and outputs, as PyTorch's PoissonNLLLoss; <see cref="ILoss.EvaluateSum"/> adds both up.
/// </summary>
public sealed class PoissonLikelihood : RowLoss
{
    /// <summary>A loss of that many outputs (logarithms of rates), and counts, a row; at least 1. Default 1.</summary>
    public PoissonLikelihood(int outputs = 1)
        : base(outputs, outputs)
    {
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels)
    {
        for (int index = 0; index < labels.Length; index++)
        {
            if (!(labels[index] >= 0 && float.IsFinite(labels[index])))
                throw new ArgumentException($"Row {index / LabelSize} has label {labels[index]}; a count is finite and 0 or more.", nameof(labels));
        }
    }

    /// <inheritdoc/>
    protected override double TotalWeight(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => base.TotalWeight(labels, weights) * OutputSize;

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
        => ElementLoss.AddUp(default(PoissonRule), OutputSize, outputs, labels, weights, scale, gradient);
}
