using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Running mean and variance of each channel, which a batch normalisation moves in training and uses in scoring.</summary>
public sealed class BatchStatistics
{
    /// <summary>Statistics that start as given.</summary>
    /// <param name="mean">[channels]; usually zeros at first.</param>
    /// <param name="variance">[channels]; usually ones at first.</param>
    /// <param name="momentum">Weight of each new batch, above 0 to 1. Default 0.1.</param>
    /// <param name="epsilon">Added to a variance before its root, above 0. Default 1e-5.</param>
    public BatchStatistics(StateTensor mean, StateTensor variance, float momentum = 0.1f, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        if (mean.Shape.Dimensions.Length != 1 || !mean.Shape.Equals(variance.Shape))
            throw new ArgumentException($"Running mean and variance have shapes {mean.Shape} and {variance.Shape}; both must be [channels].", nameof(variance));
        if (!(momentum > 0 && momentum <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum is above 0 and at most 1.");
        NormalizationCheck.Epsilon(epsilon);
        Mean = mean;
        Variance = variance;
        Momentum = momentum;
        Epsilon = epsilon;
    }

    /// <summary>[channels].</summary>
    public StateTensor Mean { get; }

    /// <summary>[channels], the unbiased estimate.</summary>
    public StateTensor Variance { get; }

    /// <summary>Weight of each new batch.</summary>
    public float Momentum { get; }

    /// <summary>Added to a variance before its root.</summary>
    public float Epsilon { get; }

    internal void Update(ReadOnlySpan<float> means, ReadOnlySpan<float> variances, int count)
    {
        float unbiased = Momentum * count / (count - 1);
        for (int channel = 0; channel < means.Length; channel++)
        {
            Mean.Values[channel] = ((1 - Momentum) * Mean.Values[channel]) + (Momentum * means[channel]);
            Variance.Values[channel] = ((1 - Momentum) * Variance.Values[channel]) + (unbiased * variances[channel]);
        }
    }
}
