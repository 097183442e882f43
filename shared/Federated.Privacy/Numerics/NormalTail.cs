namespace Federated.Privacy.Numerics;

/// <summary>
/// The standard normal distribution's upper tail to about 13 digits at any distance: Mills' ratio by its series near zero and by its continued fraction
/// beyond (Abramowitz and Stegun 26.2.11 and 26.2.14).
/// </summary>
internal static class NormalTail
{
    private const double SeriesUpTo = 3;
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>ln of the density at <paramref name="x"/>.</summary>
    public static double LogDensity(double x) => (-0.5 * x * x) - HalfLogTwoPi;

    /// <summary>P(X > x) / density(x), for x ≥ 0; falls from √(π/2) to 0.</summary>
    public static double MillsRatio(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        return x < SeriesUpTo ? Math.Sqrt(Math.PI / 2) * Math.Exp(x * x / 2) - Series(x) : 1 / ContinuedFraction(x);
    }

    /// <summary>P(X > x) for any x.</summary>
    public static double Above(double x) => x >= 0 ? MillsRatio(x) * Math.Exp(LogDensity(x)) : 1 - Above(-x);

    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return sum;
    }

    // x + 1/(x + 2/(x + 3/(x + …))), from the innermost term that still counts.
    private static double ContinuedFraction(double x)
    {
        double value = x;
        for (int term = 20 + (int)(600 / (x * x)); term >= 1; term--)
            value = x + (term / value);
        return value;
    }
}
