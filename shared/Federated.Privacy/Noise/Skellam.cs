using System.Security.Cryptography;
using Federated.Privacy.Numerics;

namespace Federated.Privacy.Noise;

/// <summary>The Skellam distribution: the difference of two Poisson numbers of mean μ/2 each, from one table. Sums of Skellam numbers are Skellam.</summary>
public sealed class Skellam : INoiseSampler
{
    private const double Reach = 8.5;
    private const double SaddlePointFrom = 256;
    private readonly AliasTable _table;

    /// <param name="variance">μ, 1e-3 to 1e9.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public Skellam(double variance)
    {
        Variance = Bounds.Within(variance, 1e-3, 1e9, "variance");
        _table = new AliasTable(PoissonWeights(variance / 2));
    }

    /// <summary>μ.</summary>
    public double Variance { get; }

    public double Distance => 2e-13;

    public void Fill(Span<long> destination, RandomNumberGenerator random)
    {
        using RandomWords words = new(random);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = _table.Choose(words.Next()) - _table.Choose(words.Next());
    }

    /// <summary>Poisson probabilities of the numbers around the mean, up to a factor; where they begin cancels in a difference.</summary>
    internal static double[] PoissonWeights(double mean)
    {
        double reach = (Reach * Math.Sqrt(mean)) + 40;
        long first = (long)Math.Max(0, Math.Floor(mean - reach));
        double[] weights = new double[(long)Math.Ceiling(mean + reach) - first + 1];
        double recurred = Math.Exp(-mean);
        for (int i = 0; i < weights.Length; i++)
        {
            if (mean >= SaddlePointFrom)
                weights[i] = first + i >= 15 ? SaddlePoint(first + i, mean) : 0;
            else
                weights[i] = i == 0 ? recurred : recurred *= mean / i;
        }

        return weights;
    }

    // Loader 2000: e^(−stirlerr(k) − k·D(k/λ)) / √(2πk), whose exponent is small where the probability is not.
    private static double SaddlePoint(long value, double mean)
    {
        double ratio = (value - mean) / mean;
        double deviance = Math.Abs(ratio) < 0.1 ? mean * SmallDeviance(ratio) : (value * Math.Log(value / mean)) + mean - value;
        return Math.Exp(-LogGamma.StirlingError(value) - deviance) / Math.Sqrt(2 * Math.PI * value);
    }

    // (1 + r)·ln(1 + r) − r = r²/2 − r³/6 + r⁴/12 − …
    private static double SmallDeviance(double ratio)
    {
        double sum = 0;
        double power = ratio * ratio;
        for (int n = 2; n <= 20; n++, power *= -ratio)
            sum += power / (n * (n - 1.0));
        return sum;
    }
}
