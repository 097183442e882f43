namespace Federated.Learning.Experiments;

/// <summary>The standard normal distribution: near the middle by Marsaglia's series (2004, section 3), in the tails by Laplace's continued fraction (Abramowitz and Stegun 1964, 26.2.14). To about 1e-14.</summary>
public static class NormalDistribution
{
    private const double Middle = 4;
    private const int FractionTerms = 200;

    /// <summary>The chance to stay at or below a value.</summary>
    public static double Cumulative(double z)
    {
        if (double.IsNaN(z))
            return double.NaN;
        if (Math.Abs(z) > Middle)
            return z < 0 ? Tail(-z) : 1 - Tail(z);
        double sum = z, term = z;
        for (int factor = 3; Math.Abs(term) > Math.Abs(sum) * 1e-18; factor += 2)
        {
            term *= z * z / factor;
            sum += term;
        }

        return 0.5 + (sum * Density(z));
    }

    /// <summary>The value that is not passed with a given chance.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Quantile(double probability)
    {
        if (probability is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability with a quantile lies in (0, 1).");
        if (probability > 0.5)
            return -Quantile(1 - probability);
        double low = -40, high = 0;
        while ((low + high) / 2 is var middle && middle > low && middle < high)
            (low, high) = Cumulative(middle) < probability ? (middle, high) : (low, middle);
        return high;
    }

    /// <summary>The chance that a value strays at least so far from 0 on either side.</summary>
    public static double TwoSided(double z) => Math.Min(1, 2 * Cumulative(-Math.Abs(z)));

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static double Tail(double z)
    {
        double fraction = z;
        for (int term = FractionTerms; term >= 1; term--)
            fraction = z + (term / fraction);
        return Density(z) / fraction;
    }
}
