namespace Federated.Privacy.Events;

/// <summary>
/// The shape of a sum to which each node adds its own share of integer noise: vectors are clipped, divided by the granularity, rounded at random (again
/// until the rounded norm is within its bound) and noised before they are summed.
/// </summary>
public sealed record DistributedNoise
{
    /// <param name="shares">Noise shares that are surely in the sum: the honest nodes that surely stay, 1 to 10^6.</param>
    /// <param name="dimension">Coordinates, 1 to 10^10.</param>
    /// <param name="clippingNorm">L2 norm that a contribution is clipped to, 1e-9 to 1e12.</param>
    /// <param name="granularity">γ: one integer step in the contribution's own unit, at most 1e6 clipping norms and at least 1e-15 of one.</param>
    /// <param name="deviation">Standard deviation of one share, in the contribution's own unit, at least 0.05 granularities, and all shares together at least 1e-3 clipping norms.</param>
    /// <param name="roundingBias">β: the chance that a rounding is drawn again is at most about this, 0 (any rounding is taken) to below 1; e^(−1/2) is usual.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public DistributedNoise(long shares, long dimension, double clippingNorm, double granularity, double deviation, double roundingBias)
    {
        Shares = Bounds.Within(shares, 1, 1_000_000, "number of noise shares");
        Dimension = Bounds.Within(dimension, 1, 10_000_000_000, "dimension");
        ClippingNorm = Bounds.Within(clippingNorm, 1e-9, 1e12, "clipping norm");
        Granularity = Bounds.Within(granularity, 1e-15 * clippingNorm, 1e6 * clippingNorm, "granularity");
        Deviation = Bounds.Within(deviation, Math.Max(0.05 * granularity, 1e-3 * clippingNorm / Math.Sqrt(shares)), 1e9 * Math.Max(clippingNorm, granularity), "deviation of a share");
        RoundingBias = Bounds.Within(roundingBias, 0, 0.999999, "rounding bias");
    }

    /// <summary>n: noise shares that are surely in the sum.</summary>
    public long Shares { get; }

    /// <summary>d: coordinates.</summary>
    public long Dimension { get; }

    /// <summary>c: L2 norm before rounding.</summary>
    public double ClippingNorm { get; }

    /// <summary>γ: one integer step.</summary>
    public double Granularity { get; }

    /// <summary>σ of one share, in the contribution's own unit.</summary>
    public double Deviation { get; }

    /// <summary>β of the conditional rounding.</summary>
    public double RoundingBias { get; }

    /// <summary>σ of one share in integer steps.</summary>
    public double IntegerDeviation => Deviation / Granularity;

    /// <summary>
    /// Bound on the L2 norm of a rounded contribution, in integer steps: min{c + √d, √(c² + d/4 + √(2 ln 1/β)·(c + √d/2))} with c in steps
    /// (Kairouz, Liu and Steinke 2021, section 4).
    /// </summary>
    public double RoundedNorm
    {
        get
        {
            double norm = ClippingNorm / Granularity;
            double root = Math.Sqrt(Dimension);
            double always = norm + root;
            return RoundingBias > 0
                ? Math.Min(always, Math.Sqrt((norm * norm) + (Dimension / 4.0) + (Math.Sqrt(-2 * Math.Log(RoundingBias)) * (norm + (root / 2)))))
                : always;
        }
    }
}
