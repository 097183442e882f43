namespace Federated.Privacy.Noise;

/// <summary>Figures of the discrete Gaussian.</summary>
public static class DiscreteGaussianMoments
{
    private const double FewestForClosedForm = 6;

    /// <summary>The variance, which is below σ² for small σ and within 1e-15 of it from σ = 2.5 on.</summary>
    /// <param name="deviation">σ, above 0.</param>
    public static double VarianceOf(double deviation)
    {
        Bounds.Within(deviation, 1e-3, double.MaxValue, "deviation");
        if (deviation > FewestForClosedForm)
            return deviation * deviation;
        (double mass, double square) = (0.5, 0);
        for (int k = 1; k < 15 * deviation + 2; k++)
        {
            double weight = Math.Exp(-k * (double)k / (2 * deviation * deviation));
            mass += weight;
            square += weight * k * k;
        }

        return square / mass;
    }

    /// <summary>P(k).</summary>
    /// <param name="deviation">σ, 1e-3 to 10^6.</param>
    /// <param name="value">k.</param>
    public static double ProbabilityOf(double deviation, long value)
    {
        Bounds.Within(deviation, 1e-3, 1e6, "deviation");
        return Math.Exp(-value * (double)value / (2 * deviation * deviation)) / Normaliser(deviation);
    }

    // Σ e^(−k²/(2σ²)): by Poisson's summation √(2π)·σ but for e^(−2π²σ²).
    private static double Normaliser(double deviation) => deviation > FewestForClosedForm
        ? Math.Sqrt(2 * Math.PI) * deviation
        : 1 + (2 * Enumerable.Range(1, (int)(15 * deviation) + 2).Sum(k => Math.Exp(-k * (double)k / (2 * deviation * deviation))));
}
