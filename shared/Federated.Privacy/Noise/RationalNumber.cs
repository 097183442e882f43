using System.Numerics;

namespace Federated.Privacy.Noise;

/// <summary>A fraction of whole numbers, in lowest terms.</summary>
public readonly record struct RationalNumber
{
    private static readonly BigInteger Most = BigInteger.One << 512;

    /// <param name="numerator">0 to 2^512.</param>
    /// <param name="denominator">1 to 2^512.</param>
    /// <exception cref="PrivacyParameterException">One is out of range.</exception>
    public RationalNumber(BigInteger numerator, BigInteger denominator)
    {
        if (numerator < 0 || denominator < 1 || numerator > Most || denominator > Most)
            throw new PrivacyParameterException("A fraction has a numerator from 0 and a denominator from 1, both up to 2^512. Nothing was drawn; correct the number.");
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>Above the line.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below the line.</summary>
    public BigInteger Denominator { get; }

    /// <summary>The fraction that a double is, without any rounding.</summary>
    /// <param name="value">Finite, 1e-35 to 1e35.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public static RationalNumber Of(double value)
    {
        Bounds.Within(value, 1e-35, 1e35, "fraction");
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);
        return exponent >= 0 ? new RationalNumber(mantissa << exponent, 1) : new RationalNumber(mantissa, BigInteger.One << -exponent);
    }

    /// <summary>The square.</summary>
    public RationalNumber Squared() => new(Numerator * Numerator, Denominator * Denominator);
}
