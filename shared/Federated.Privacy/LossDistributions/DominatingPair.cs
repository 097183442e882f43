namespace Federated.Privacy.LossDistributions;

/// <summary>
/// The pair of distributions P (with the unit) and Q (without) that no pair of neighbouring data sets tells apart better than, laid along the loss
/// l = ln(dP/dQ): a density over a stretch of l, and points. Q has e^(−l) of what P has, so one of them would do; both are kept for their digits.
/// </summary>
internal abstract class DominatingPair
{
    /// <summary>The stretch of losses with a density; empty when the ends are equal.</summary>
    public abstract (double Low, double High) Stretch { get; }

    /// <summary>Over how long a stretch of l the density changes markedly: panels of quadrature are a fraction of it.</summary>
    public abstract double Smoothness { get; }

    /// <summary>ln of P's density over l; infinite outside.</summary>
    public abstract double LogDensityP(double loss);

    /// <summary>ln of Q's density over l.</summary>
    public abstract double LogDensityQ(double loss);

    /// <summary>Single losses: ln P's and ln Q's mass, l rising.</summary>
    public abstract IReadOnlyList<LossPoint> Points { get; }

    /// <summary>Mass of P above everything that is kept; it counts as an infinite loss.</summary>
    public abstract double BeyondP { get; }

    /// <summary>Mass of Q below everything that is kept; it counts as an infinite loss in the other direction.</summary>
    public abstract double BeyondQ { get; }

    /// <summary>ε of the mechanism alone without any δ; infinite when there is none.</summary>
    public abstract double PureEpsilon { get; }
}
