namespace Federated.Privacy.Numerics;

/// <summary>Four-point Gauss–Legendre quadrature, exact for polynomials of degree seven.</summary>
internal static class GaussLegendre
{
    private static readonly double Inner = Math.Sqrt((3.0 / 7) - (2.0 / 7 * Math.Sqrt(6.0 / 5)));
    private static readonly double Outer = Math.Sqrt((3.0 / 7) + (2.0 / 7 * Math.Sqrt(6.0 / 5)));
    private static readonly double InnerWeight = (18 + Math.Sqrt(30)) / 36;
    private static readonly double OuterWeight = (18 - Math.Sqrt(30)) / 36;

    /// <summary>Points in a panel.</summary>
    public const int Points = 4;

    /// <summary>One of the points of a panel, and its weight.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="index">0 to 3.</param>
    public static (double At, double Weight) Point(double low, double high, int index)
    {
        double half = (high - low) / 2;
        double place = index is 0 or 3 ? Outer : Inner;
        return (low + half + (half * (index < 2 ? -place : place)), half * (index is 0 or 3 ? OuterWeight : InnerWeight));
    }
}
