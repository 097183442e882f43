using Federated.Privacy.Numerics;

namespace Federated.Privacy.Renyi;

/// <summary>
/// Rényi divergence of the Poisson-sampled Gaussian mechanism, q·N(1, σ²) + (1 − q)·N(0, σ²) from N(0, σ²), which is the worse of the two directions
/// (Mironov, Talwar and Zhang 2019). Whole orders by their finite sum, others by integration; both of A − 1, so that nothing is lost where A is nearly 1.
/// </summary>
internal static class SampledGaussianMoment
{
    private const double StepsPerUnit = 16;
    private const double Reach = 14;

    /// <summary>ε(α) of one step.</summary>
    /// <param name="rate">q, 0 to 1.</param>
    /// <param name="noiseMultiplier">σ.</param>
    /// <param name="order">α > 1.</param>
    public static double Of(double rate, double noiseMultiplier, double order)
    {
        if (rate == 0)
            return 0;
        if (rate == 1)
            return order / (2 * noiseMultiplier * noiseMultiplier);
        double logExcess = order == Math.Floor(order) ? WholeOrder(rate, noiseMultiplier, (int)order) : AnyOrder(rate, noiseMultiplier, order);
        return LogOnePlusExp(logExcess) / (order - 1);
    }

    /// <summary>ln(A − 1) = ln Σ_{i≥2} C(α, i) (1 − q)^(α − i) q^i (e^((i² − i)/(2σ²)) − 1).</summary>
    private static double WholeOrder(double rate, double noiseMultiplier, int order)
    {
        (double log, double logRest) = (Math.Log(rate), LogOneMinus(rate));
        double sum = double.NegativeInfinity;
        for (int i = 2; i <= order; i++)
        {
            double exponent = (((double)i * i) - i) / (2 * noiseMultiplier * noiseMultiplier);
            sum = LogAdd(sum, LogGamma.Binomial(order, i) + ((order - i) * logRest) + (i * log) + LogExpMinusOne(exponent));
        }

        return sum;
    }

    /// <summary>
    /// ln ∫ N(z; 0, 1)·((1 + u)^α − 1 − α·u) dz with u = q·(e^(z/σ − 1/(2σ²)) − 1), whose mean is 0. The integrand is analytic in a strip around the
    /// real line, so that the trapezoidal rule converges faster than any power of its step.
    /// </summary>
    private static double AnyOrder(double rate, double noiseMultiplier, double order)
    {
        double shift = 1 / noiseMultiplier;
        double step = Math.Min(1 / StepsPerUnit, noiseMultiplier / 4);
        double sum = double.NegativeInfinity;
        long last = (long)((Reach + (order * shift)) / step);
        for (long k = -(long)(Reach / step); k <= last; k++)
        {
            double z = k * step;
            double loss = (z * shift) - (shift * shift / 2);
            double logRatio = loss > 0 ? loss + Math.Log(rate + ((1 - rate) * Math.Exp(-loss))) : LogOnePlus(rate * ExpMinusOne(loss));
            sum = LogAdd(sum, NormalTail.LogDensity(z) + LogConvexPart(rate, loss, logRatio, order));
        }

        return sum + Math.Log(step);
    }

    // ln((1 + u)^α − 1 − α·u), which is never negative for α > 1.
    private static double LogConvexPart(double rate, double loss, double logRatio, double order)
    {
        double power = order * logRatio;
        if (power > 40)
            return power + LogOneMinus(Math.Min(0.5, Math.Exp(-power) + (order * Math.Exp(logRatio - power))));
        double u = rate * ExpMinusOne(loss);
        if (Math.Abs(u) > 1e-3 / order)
            return Math.Log(Math.Max(0, ExpMinusOne(power) - (order * u)));
        double coefficient = order * (order - 1) / 2;
        return Math.Log(coefficient * u * u * (1 + ((order - 2) * u / 3 * (1 + ((order - 3) * u / 4 * (1 + ((order - 4) * u / 5 * (1 + ((order - 5) * u / 6)))))))));
    }

    private static double LogAdd(double a, double b)
    {
        (double low, double high) = (Math.Min(a, b), Math.Max(a, b));
        return double.IsNegativeInfinity(low) ? high : high + LogOnePlus(Math.Exp(low - high));
    }

    private static double LogOnePlusExp(double x) => x > 40 ? x : LogOnePlus(Math.Exp(x));

    private static double LogExpMinusOne(double x) => x > 40 ? x : Math.Log(ExpMinusOne(x));

    private static double LogOneMinus(double x) => LogOnePlus(-x);

    private static double LogOnePlus(double x) => Precise.LogOnePlus(x);

    private static double ExpMinusOne(double x) => Precise.ExpMinusOne(x);
}
