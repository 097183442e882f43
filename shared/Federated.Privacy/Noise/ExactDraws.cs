using System.Numerics;

namespace Federated.Privacy.Noise;

/// <summary>Draws by whole-number arithmetic only, so that each probability is exactly the one on paper (Canonne, Kamath and Steinke 2020, algorithms 1 to 3).</summary>
internal sealed class ExactDraws(RandomWords words)
{
    /// <summary>Uniform on 0 … <paramref name="count"/> − 1, by drawing bits until they are below.</summary>
    public BigInteger Below(BigInteger count)
    {
        int bits = (int)(count - 1).GetBitLength();
        while (true)
        {
            BigInteger value = BigInteger.Zero;
            for (int left = bits; left > 0; left -= 64)
                value = (value << Math.Min(left, 64)) | (words.Next() >> (64 - Math.Min(left, 64)));
            if (value < count)
                return value;
        }
    }

    /// <summary>True with probability numerator/denominator, at most 1.</summary>
    public bool Bernoulli(BigInteger numerator, BigInteger denominator) => Below(denominator) < numerator;

    /// <summary>True with probability e^(−numerator/denominator).</summary>
    public bool BernoulliOfExponential(BigInteger numerator, BigInteger denominator)
    {
        for (; numerator > denominator; numerator -= denominator)
        {
            if (!BernoulliOfSmallExponential(BigInteger.One, BigInteger.One))
                return false;
        }

        return BernoulliOfSmallExponential(numerator, denominator);
    }

    /// <summary>P(k) ∝ e^(−|k|/scale), scale = numerator/denominator.</summary>
    public BigInteger DiscreteLaplace(BigInteger numerator, BigInteger denominator)
    {
        while (true)
        {
            BigInteger low = Below(numerator);
            if (!BernoulliOfExponential(low, numerator))
                continue;
            BigInteger high = BigInteger.Zero;
            while (BernoulliOfSmallExponential(BigInteger.One, BigInteger.One))
                high++;
            BigInteger size = (low + (numerator * high)) / denominator;
            bool negative = words.Next() >> 63 == 1;
            if (!(negative && size.IsZero))
                return negative ? -size : size;
        }
    }

    /// <summary>P(k) ∝ e^(−k²/(2σ²)), σ² = variance.</summary>
    /// <param name="variance">σ².</param>
    /// <param name="scale">⌊σ⌋ + 1.</param>
    public BigInteger DiscreteGaussian(RationalNumber variance, BigInteger scale)
    {
        while (true)
        {
            BigInteger candidate = DiscreteLaplace(scale, BigInteger.One);
            // (|y| − σ²/t)²/(2σ²) over one denominator.
            BigInteger distance = (BigInteger.Abs(candidate) * variance.Denominator * scale) - variance.Numerator;
            if (BernoulliOfExponential(distance * distance, 2 * variance.Numerator * variance.Denominator * scale * scale))
                return candidate;
        }
    }

    // γ ≤ 1: the first k at which a Bernoulli(γ/k) fails is odd with probability e^(−γ).
    private bool BernoulliOfSmallExponential(BigInteger numerator, BigInteger denominator)
    {
        BigInteger k = BigInteger.One;
        while (Bernoulli(numerator, denominator * k))
            k++;
        return !k.IsEven;
    }
}
