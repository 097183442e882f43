namespace Federated.Privacy.Numerics;

/// <summary>ln Γ for positive arguments, by Stirling's series after the argument is moved above 15.</summary>
internal static class LogGamma
{
    private const double SeriesFrom = 15;

    /// <summary>ln Γ(x), x > 0, relative error about 1e-15 (absolute near the zeros at 1 and 2).</summary>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double shift = 1;
        for (; x < SeriesFrom; x++)
            shift *= x;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + StirlingError(x) - Math.Log(shift);
    }

    /// <summary>ln C(n, k) for whole 0 ≤ k ≤ n.</summary>
    public static double Binomial(int n, int k) => Of(n + 1.0) - Of(k + 1.0) - Of(n - k + 1.0);

    /// <summary>ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x ≥ 15.</summary>
    public static double StirlingError(double x)
    {
        double square = 1 / (x * x);
        return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * 691.0 / 360360))))) / x;
    }
}
