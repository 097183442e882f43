namespace Federated.Learning.Lifetime;

/// <summary>
/// ln Γ and its first two derivatives for positive arguments, to about 1e-13 of their size: raised to 10 or more by the recurrence Γ(x+1) = x·Γ(x), then
/// Stirling's series (Abramowitz and Stegun 1964, 6.1.41, 6.3.18 and 6.4.12).
/// </summary>
internal static class GammaFunctions
{
    private const double Raised = 10;

    /// <summary>ln Γ(x), x above 0.</summary>
    public static double LogGamma(double x)
    {
        double product = 1, shift = 0;
        for (; x < Raised; x++)
        {
            product *= x;
            if (product is > 1e200 or < 1e-200)
            {
                shift += Math.Log(product);
                product = 1;
            }
        }

        double inverse = 1 / x, square = inverse * inverse;
        double series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square * ((1.0 / 1188) - (square * 691 / 360360))))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product) - shift;
    }

    /// <summary>ψ(x) = d ln Γ(x)/dx, x above 0.</summary>
    public static double Digamma(double x)
    {
        double sum = 0;
        for (; x < Raised; x++)
            sum -= 1 / x;
        double square = 1 / (x * x);
        double series = square * ((1.0 / 12) - (square * ((1.0 / 120) - (square * ((1.0 / 252) - (square * ((1.0 / 240) - (square * ((1.0 / 132) - (square * 691 / 32760))))))))));
        return sum + Math.Log(x) - (0.5 / x) - series;
    }

    /// <summary>ψ′(x), x above 0.</summary>
    public static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < Raised; x++)
            sum += 1 / (x * x);
        double inverse = 1 / x, square = inverse * inverse;
        double series = inverse * square * ((1.0 / 6) - (square * ((1.0 / 30) - (square * ((1.0 / 42) - (square * ((1.0 / 30) - (square * ((5.0 / 66) - (square * 691 / 2730))))))))));
        return sum + inverse + (0.5 * square) + series;
    }
}
