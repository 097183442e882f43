using Federated.Privacy.Numerics;

namespace Federated.Privacy.Renyi;

/// <summary>
/// From Rényi divergences ε(α) to (ε, δ): ε = ε(α) + ln(1 − 1/α) − ln(δα)/(α − 1) (Canonne, Kamath and Steinke 2020, proposition 12; Balle and others
/// 2020, equation 20), and 0 where the Kullback–Leibler divergence alone keeps the total variation within δ (Bretagnolle and Huber).
/// </summary>
internal static class RenyiConversion
{
    // Nearer to 1 the bound loses its digits, and it is of no use there.
    private const double LeastOrder = 1.01;

    /// <summary>ε at one order.</summary>
    public static double Epsilon(double order, double divergence, double delta)
    {
        if ((delta * delta) + Precise.ExpMinusOne(-divergence) > 0)
            return 0;
        return order > LeastOrder ? Math.Max(0, divergence + Precise.LogOnePlus(-1 / order) - (Math.Log(delta * order) / (order - 1))) : double.PositiveInfinity;
    }

    /// <summary>δ at one order, at most 1.</summary>
    public static double Delta(double order, double divergence, double epsilon)
    {
        double byVariation = Math.Sqrt(-Precise.ExpMinusOne(-divergence));
        if (order <= LeastOrder)
            return byVariation;
        double log = ((order - 1) * (divergence - epsilon + Precise.LogOnePlus(-1 / order))) - Math.Log(order);
        return Math.Min(Math.Min(byVariation, 1), Math.Exp(log));
    }
}
