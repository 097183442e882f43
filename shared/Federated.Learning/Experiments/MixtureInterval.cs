namespace Federated.Learning.Experiments;

/// <summary>
/// A confidence sequence: an interval around an estimate that may be looked at as often as one likes, after any number of rows, and still misses the truth at any look with a chance of at
/// most the level. It inverts the mixture sequential probability ratio test with a normal mixture of effects (Robbins 1970; Johari, Koomen, Pekelis and Walsh 2017; Howard, Ramdas, McAuliffe
/// and Sekhon 2021, section 3.2): with V the squared error of the estimate and ρ the spread of the mixture, the half-width is √(V(V + ρ²)/ρ² · (2 ln(1/level) + ln((V + ρ²)/V))). Exact for normal
/// responses of known variance, else for large samples. ρ is fixed before the first look; the interval is shortest when the effect is near it.
/// </summary>
public static class MixtureInterval
{
    /// <summary>How far the interval reaches from the estimate; infinite without information.</summary>
    /// <param name="squaredError">V, 0 or more.</param>
    /// <param name="spread">ρ, above 0, in the response's unit.</param>
    /// <param name="level">Chance to miss the truth at any look, in (0, 1).</param>
    public static double HalfWidth(double squaredError, double spread, double level)
    {
        Require(spread);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level lies in (0, 1).");
        if (!double.IsFinite(squaredError))
            return double.PositiveInfinity;
        double mixed = squaredError + (spread * spread);
        return squaredError <= 0 ? 0 : Math.Sqrt(squaredError * mixed / (spread * spread) * ((2 * Math.Log(1 / level)) + Math.Log(mixed / squaredError)));
    }

    /// <summary>The always-valid p-value against "no effect": below the level just when the interval of that level leaves out 0.</summary>
    public static double Chance(double estimate, double squaredError, double spread)
    {
        Require(spread);
        if (!double.IsFinite(squaredError) || !double.IsFinite(estimate))
            return 1;
        if (squaredError <= 0)
            return estimate == 0 ? 1 : 0;
        double mixed = squaredError + (spread * spread);
        return Math.Min(1, Math.Exp((0.5 * Math.Log(mixed / squaredError)) - (spread * spread * estimate * estimate / (2 * squaredError * mixed))));
    }

    private static void Require(double spread)
    {
        if (!(spread > 0 && double.IsFinite(spread)))
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "The spread of the mixture is above 0 and finite.");
    }
}
