namespace Federated.Privacy.Events;

/// <summary>Several Gaussian releases of the same data are one with more precision: the squares of 1/multiplier add up.</summary>
internal static class GaussianEquivalent
{
    /// <summary>The one noise multiplier of an event that is Gaussian through and through; 0 releases give +∞; null when something else is in it.</summary>
    public static double? MultiplierOf(PrivacyEvent released)
    {
        double precision = 0;
        foreach (var (each, times) in EventCounts.Of(released))
        {
            if (each is not GaussianEvent gaussian)
                return null;
            precision += times / (gaussian.NoiseMultiplier * gaussian.NoiseMultiplier);
        }

        return 1 / Math.Sqrt(precision);
    }
}
