using System.Numerics;
using System.Security.Cryptography;

namespace Federated.Privacy.Noise;

/// <summary>
/// The discrete Gaussian, P(k) ∝ e^(−k²/(2σ²)) over all whole numbers, drawn exactly for any rational σ² (Canonne, Kamath and Steinke 2020). Takes some
/// microseconds a draw: <see cref="DiscreteGaussian"/> is for many.
/// </summary>
public sealed class ExactDiscreteGaussian : INoiseSampler
{
    private readonly RationalNumber _variance;
    private readonly BigInteger _scale;

    /// <param name="variance">σ², above 0.</param>
    /// <exception cref="PrivacyParameterException">It is 0.</exception>
    public ExactDiscreteGaussian(RationalNumber variance)
    {
        if (variance.Numerator.IsZero || variance.Denominator.IsZero)
            throw new PrivacyParameterException("The variance of the discrete Gaussian is 0, which would be no noise. Give one above 0.");
        _variance = variance;
        _scale = SquareRoot(variance.Numerator / variance.Denominator) + 1;
    }

    /// <summary>Nearly σ²; for small σ somewhat less, see <see cref="DiscreteGaussianMoments"/>.</summary>
    public double Variance => DiscreteGaussianMoments.VarianceOf(Math.Exp((BigInteger.Log(_variance.Numerator) - BigInteger.Log(_variance.Denominator)) / 2));

    public double Distance => 0;

    /// <summary>One draw of any size.</summary>
    public BigInteger Next(RandomNumberGenerator random)
    {
        using RandomWords words = new(random, 64);
        return new ExactDraws(words).DiscreteGaussian(_variance, _scale);
    }

    public void Fill(Span<long> destination, RandomNumberGenerator random)
    {
        using RandomWords words = new(random);
        ExactDraws draws = new(words);
        foreach (ref long value in destination)
            value = (long)draws.DiscreteGaussian(_variance, _scale);
    }

    private static BigInteger SquareRoot(BigInteger square)
    {
        if (square.IsZero)
            return square;
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
