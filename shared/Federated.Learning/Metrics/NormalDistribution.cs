namespace Federated.Learning.Metrics;

/// <summary>The standard normal distribution, to about 1e-14 within ±7.</summary>
internal static class NormalDistribution
{
    private const double Limit = 8;

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004, section 3).</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) >= Limit)
            return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (int factor = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; factor += 2)
        {
            term *= x * x / factor;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>x with Φ(x) = share, by bisection; within ±8.</summary>
    public static double Quantile(double share)
    {
        double low = -Limit, high = Limit;
        for (int step = 0; step < 60; step++)
        {
            double middle = (low + high) / 2;
            if (Cumulative(middle) < share)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}
