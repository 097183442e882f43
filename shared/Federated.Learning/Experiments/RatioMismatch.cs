using Federated.Learning.Lifetime;

namespace Federated.Learning.Experiments;

/// <summary>
/// Whether rows were assigned to the arms in the shares that were planned, to be looked at as often as one likes: a Bayes factor of a Dirichlet mixture around the plan against the
/// plan itself (Lindon and Malek 2022, "Anytime-valid inference for multinomial count data"), whose inverse is an always-valid p-value. A mismatch means that something decides who is counted, and no
/// comparison of the arms can be trusted.
/// </summary>
public static class RatioMismatch
{
    // Weight of the plan in rows: mismatches of a few points are found soonest.
    private const double Concentration = 100;

    /// <summary>The always-valid p-value against the plan.</summary>
    /// <param name="counts">Rows by arm, at least two arms.</param>
    /// <param name="planned">Their shares, above 0, adding up to 1.</param>
    /// <exception cref="ArgumentException">Another number of shares, or they are not shares.</exception>
    public static double Chance(ReadOnlySpan<long> counts, ReadOnlySpan<double> planned)
    {
        if (counts.Length < 2 || counts.Length != planned.Length)
            throw new ArgumentException($"{planned.Length} shares were given for {counts.Length} arms; give one an arm, of two arms or more.", nameof(planned));
        double all = 0, shares = 0, logFactor = 0;
        for (int arm = 0; arm < counts.Length; arm++)
        {
            if (!(planned[arm] > 0))
                throw new ArgumentException($"The share of arm {arm} is {planned[arm]}; it must be above 0.", nameof(planned));
            shares += planned[arm];
            all += counts[arm];
            double prior = Concentration * planned[arm];
            logFactor += GammaFunctions.LogGamma(prior + counts[arm]) - GammaFunctions.LogGamma(prior) - (counts[arm] * Math.Log(planned[arm]));
        }

        if (Math.Abs(shares - 1) > 1e-9)
            throw new ArgumentException($"The shares add up to {shares}; they must add up to 1.", nameof(planned));
        logFactor += GammaFunctions.LogGamma(Concentration) - GammaFunctions.LogGamma(Concentration + all);
        return Math.Min(1, Math.Exp(-logFactor));
    }
}
