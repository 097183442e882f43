namespace Federated.Privacy.Clipping;

/// <summary>
/// One noise multiplier z split between a clipped sum and the count that steers its norm, so that both together cost what one Gaussian release of z costs:
/// z_sum = (z^−2 − (2σ_b)^−2)^(−1/2), where the count, taken of ±½, has sensitivity ½ and noise σ_b (Andrew and others 2021, theorem 1).
/// </summary>
public sealed record QuantileCost
{
    /// <param name="noiseMultiplier">z, 1e-3 to 1e9.</param>
    /// <param name="countDeviation">σ_b, above z/2; the larger, the less the sum's noise grows. The sum's number of members over 20 is usual.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range: at z/2 the count alone costs everything.</exception>
    public QuantileCost(double noiseMultiplier, double countDeviation)
    {
        NoiseMultiplier = Bounds.Within(noiseMultiplier, 1e-3, 1e9, "noise multiplier");
        CountDeviation = Bounds.Within(countDeviation, (noiseMultiplier / 2) * (1 + 1e-9), 1e12, "deviation of the count's noise");
    }

    /// <summary>z of both together.</summary>
    public double NoiseMultiplier { get; }

    /// <summary>σ_b.</summary>
    public double CountDeviation { get; }

    /// <summary>Noise multiplier of the clipped sum.</summary>
    public double SumMultiplier => 1 / Math.Sqrt((1 / (NoiseMultiplier * NoiseMultiplier)) - (1 / (CountMultiplier * CountMultiplier)));

    /// <summary>Noise multiplier of the count: its deviation over its sensitivity of ½.</summary>
    public double CountMultiplier => 2 * CountDeviation;
}
