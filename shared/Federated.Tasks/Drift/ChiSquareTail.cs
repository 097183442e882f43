namespace Federated.Tasks.Drift;

/// <summary>
/// The chance that a chi-square variable passes a value, by the finite sums for whole degrees of freedom (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5), the normal
/// tail among them by Marsaglia's series (2004, section 3). To about 1e-12.
/// </summary>
internal static class ChiSquareTail
{
    /// <summary>Q(x | k), for k of at least 1.</summary>
    public static double Of(double value, int freedom)
    {
        if (value <= 0)
            return 1;
        double half = value / 2, logHalf = Math.Log(half);
        bool isOdd = freedom % 2 != 0;
        double tail = isOdd ? TwoSidedNormalTail(Math.Sqrt(value)) : 0;
        // Terms e^(−x/2)·(x/2)^i ÷ Γ(i + 1), for i from 0, or from 1/2 (Γ(3/2) = √π/2), to k/2 − 1.
        double logTerm = (isOdd ? (0.5 * logHalf) - Math.Log(Math.Sqrt(Math.PI) / 2) : 0) - half;
        for (double order = isOdd ? 0.5 : 0; order <= (freedom / 2.0) - 1; order++)
        {
            tail += Math.Exp(logTerm);
            logTerm += logHalf - Math.Log(order + 1);
        }

        return Math.Clamp(tail, 0, 1);
    }

    private static double TwoSidedNormalTail(double z)
    {
        if (z > 8)
            return 0;
        double sum = z, term = z;
        for (int factor = 3; term > sum * 1e-17; factor += 2)
        {
            term *= z * z / factor;
            sum += term;
        }

        return Math.Max(0, 1 - (2 * sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)));
    }
}
