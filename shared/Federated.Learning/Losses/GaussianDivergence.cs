namespace Federated.Learning.Losses;

/// <summary>KL(N(μ, eˢ) ‖ N(0, 1)) = ½ Σ (μ² + eˢ − s − 1) (Kingma and Welling 2014, appendix B); derivatives μ and ½(eˢ − 1).</summary>
internal static class GaussianDivergence
{
    /// <summary>The divergence times a weight.</summary>
    /// <param name="posterior">The means, then as many logarithms of variances.</param>
    /// <param name="weight">Factor of the value and the derivatives.</param>
    /// <param name="gradient">As long as <paramref name="posterior"/>.</param>
    public static double AddUp(ReadOnlySpan<float> posterior, double weight, Span<float> gradient)
    {
        int size = posterior.Length / 2;
        double sum = 0;
        for (int index = 0; index < size; index++)
        {
            double mean = posterior[index], logVariance = posterior[size + index], variance = Math.Exp(logVariance);
            sum += (mean * mean) + variance - logVariance - 1;
            gradient[index] = (float)(weight * mean);
            gradient[size + index] = (float)(weight * 0.5 * (variance - 1));
        }

        return weight * 0.5 * sum;
    }
}
