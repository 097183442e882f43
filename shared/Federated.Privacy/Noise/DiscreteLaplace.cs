using System.Numerics;
using System.Security.Cryptography;

namespace Federated.Privacy.Noise;

/// <summary>The discrete Laplace distribution, P(k) ∝ e^(−|k|/scale), drawn exactly for any rational scale (Canonne, Kamath and Steinke 2020, algorithm 2).</summary>
public sealed class DiscreteLaplace : INoiseSampler
{
    private readonly RationalNumber _scale;

    /// <param name="scale">Above 0; sensitivity/ε for ε-differential privacy.</param>
    /// <exception cref="PrivacyParameterException">It is 0.</exception>
    public DiscreteLaplace(RationalNumber scale)
    {
        if (scale.Numerator.IsZero || scale.Denominator.IsZero)
            throw new PrivacyParameterException("The scale of the discrete Laplace distribution is 0, which would be no noise. Give one above 0.");
        _scale = scale;
    }

    public double Variance
    {
        get
        {
            double inverse = Math.Exp(BigInteger.Log(_scale.Denominator) - BigInteger.Log(_scale.Numerator));
            double half = Math.Sinh(inverse / 2);
            return 1 / (2 * half * half);
        }
    }

    public double Distance => 0;

    /// <summary>One draw of any size.</summary>
    public BigInteger Next(RandomNumberGenerator random)
    {
        using RandomWords words = new(random, 64);
        return new ExactDraws(words).DiscreteLaplace(_scale.Numerator, _scale.Denominator);
    }

    public void Fill(Span<long> destination, RandomNumberGenerator random)
    {
        using RandomWords words = new(random);
        ExactDraws draws = new(words);
        foreach (ref long value in destination)
            value = (long)draws.DiscreteLaplace(_scale.Numerator, _scale.Denominator);
    }
}
