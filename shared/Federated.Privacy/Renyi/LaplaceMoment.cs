using Federated.Privacy.Numerics;

namespace Federated.Privacy.Renyi;

/// <summary>Rényi divergence of the Laplace mechanism (Mironov 2017, proposition 6).</summary>
internal static class LaplaceMoment
{
    /// <summary>ε(α) = ln(α/(2α − 1)·e^((α − 1)/b) + (α − 1)/(2α − 1)·e^(−α/b)) / (α − 1), never above 1/b.</summary>
    /// <param name="noiseMultiplier">b.</param>
    /// <param name="order">α > 1.</param>
    public static double Of(double noiseMultiplier, double order)
    {
        double scaled = (order - 1) / noiseMultiplier;
        double share = order / ((2 * order) - 1);
        // Of the power minus 1 where it is nearly 1.
        double log = scaled < 0.5
            ? Precise.LogOnePlus((share * Precise.ExpMinusOne(scaled)) + ((1 - share) * Precise.ExpMinusOne(-order / noiseMultiplier)))
            : scaled + Math.Log(share + ((1 - share) * Math.Exp(-scaled - (order / noiseMultiplier))));
        return Math.Clamp(log / (order - 1), 0, 1 / noiseMultiplier);
    }
}
