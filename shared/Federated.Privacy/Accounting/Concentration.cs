using Federated.Privacy.Events;
using Federated.Privacy.Renyi;

namespace Federated.Privacy.Accounting;

/// <summary>ρ of the events that are zero-concentrated: their Rényi divergence is at most ρ·α at every order α.</summary>
internal static class Concentration
{
    /// <summary>ρ of one simple event; null when it has none.</summary>
    public static double? RhoOf(PrivacyEvent each, Adjacency adjacency) => each switch
    {
        GaussianEvent gaussian => 1 / (2 * gaussian.NoiseMultiplier * gaussian.NoiseMultiplier),
        DiscreteGaussianEvent discrete => Square(discrete.Sensitivity / discrete.Deviation) / 2,
        LaplaceEvent laplace => OfPure(1 / laplace.NoiseMultiplier),
        ZeroConcentratedEvent concentrated => concentrated.Rho,
        DistributedDiscreteGaussianEvent sum => new DistributedDivergence(sum.Noise, adjacency == Adjacency.AddRemove ? 1 : 2).RhoOfDiscreteGaussian(),
        _ => null,
    };

    // ε²/2 (Bun and Steinke 2016, proposition 3.3), and no divergence is above ε.
    private static double OfPure(double epsilon) => Math.Min(epsilon * epsilon / 2, epsilon);

    private static double Square(double value) => value * value;
}
