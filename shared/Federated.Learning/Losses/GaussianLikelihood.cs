namespace Federated.Learning.Losses;

/// <summary>
/// Negative log-likelihood of a label y under a normal distribution whose mean μ and logarithm of variance s are the two outputs of a row:
/// ½(s + (y − μ)²·e⁻ˢ), without the constant ½ ln 2π; PyTorch's GaussianNLLLoss of the variance eˢ. Derivatives (μ − y)·e⁻ˢ and ½(1 − (y − μ)²·e⁻ˢ).
/// </summary>
public sealed class GaussianLikelihood : RowLoss
{
    /// <summary>Outputs of a row: mean, then logarithm of variance.</summary>
    public GaussianLikelihood()
        : base(2, 1)
    {
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels) => RequireFiniteLabels(labels);

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights.IsEmpty ? scale : weights[row] * scale;
            double logVariance = outputs[(row * 2) + 1], precision = Math.Exp(-logVariance);
            double error = (double)outputs[row * 2] - labels[row], normed = error * precision;
            loss += weight * 0.5 * (logVariance + (error * normed));
            gradient[row * 2] = (float)(weight * normed);
            gradient[(row * 2) + 1] = (float)(weight * 0.5 * (1 - (error * normed)));
        }

        return loss;
    }
}
