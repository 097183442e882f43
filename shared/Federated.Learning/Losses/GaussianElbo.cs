namespace Federated.Learning.Losses;

/// <summary>
/// Negative evidence lower bound of a variational autoencoder whose data are normal with variance σ² (Kingma and Welling 2014, equation 10):
/// Σⱼ ½(x̂ⱼ − xⱼ)²/σ² + ½ ln 2πσ², plus β·KL(N(μ, eˢ) ‖ N(0, 1)). A row's outputs are
/// [x̂ (data), μ (latent), s (latent)]: concatenate the decoder's and the encoder's outputs; its labels are x. The derivatives by μ and s are those of the
/// divergence alone; those through the sample μ + e^(s/2)·ε come back through the decoder.
/// </summary>
public sealed class GaussianElbo : RowLoss
{
    private readonly double _divergenceWeight;
    private readonly GaussianRule _rule;

    /// <summary>A loss of rows of data and their latent variables.</summary>
    /// <param name="data">Values of x, at least 1.</param>
    /// <param name="latent">Latent variables, at least 1.</param>
    /// <param name="variance">σ², above 0. Default 1.</param>
    /// <param name="divergenceWeight">β, 0 or more. Default 1.</param>
    public GaussianElbo(int data, int latent, double variance = 1, double divergenceWeight = 1)
        : base(data + (2 * latent), data)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latent, 1);
        if (!(variance > 0 && double.IsFinite(variance)))
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "The variance of the data is finite and above 0.");
        if (!(divergenceWeight >= 0 && double.IsFinite(divergenceWeight)))
            throw new ArgumentOutOfRangeException(nameof(divergenceWeight), divergenceWeight, "The weight of the divergence is finite and 0 or more.");
        _divergenceWeight = divergenceWeight;
        _rule = new GaussianRule(variance);
    }

    /// <inheritdoc/>
    public override void RequireLabels(ReadOnlySpan<float> labels) => RequireFiniteLabels(labels);

    /// <inheritdoc/>
    protected override double AddUp(ReadOnlySpan<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, double scale, Span<float> gradient)
    {
        double loss = 0;
        for (int row = 0; row < labels.Length / LabelSize; row++)
        {
            double weight = weights.IsEmpty ? scale : weights[row] * scale;
            ReadOnlySpan<float> output = outputs.Slice(row * OutputSize, OutputSize);
            Span<float> slope = gradient.Slice(row * OutputSize, OutputSize);
            loss += ElementLoss.AddUpRun(_rule, output[..LabelSize], labels.Slice(row * LabelSize, LabelSize), default, weight, slope[..LabelSize]);
            loss += GaussianDivergence.AddUp(output[LabelSize..], weight * _divergenceWeight, slope[LabelSize..]);
        }

        return loss;
    }
}
