using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.SecretSharing;

/// <summary>
/// Shamir's secret sharing (CACM 22(11), 1979) over the field of the P-256 order: the secret is a polynomial's value at 0, a share its value at 1..n. Any t
/// shares give the polynomial of degree t−1; fewer say nothing.
/// </summary>
public static class ShamirSharing
{
    /// <summary>Cuts a secret into <paramref name="count"/> shares at positions 1..count.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="threshold">t, 1..count.</param>
    /// <param name="count">n.</param>
    /// <param name="random">Draws the coefficients.</param>
    public static Share[] Split(SecretScalar secret, int threshold, int count, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, count);
        BigInteger[] coefficients = new BigInteger[threshold];
        coefficients[0] = PrimeField.Read(secret.Span);
        for (int k = 1; k < threshold; k++)
        {
            coefficients[k] = PrimeField.Draw(random);
        }

        return Evaluate(coefficients, count);
    }

    /// <summary>Rebuilds a secret from at least <paramref name="threshold"/> shares; every share beyond the threshold must lie on the same polynomial.</summary>
    /// <returns>False when there are too few shares, two at one position, one off the polynomial, or when the secret is no scalar.</returns>
    public static bool TryReconstruct(IReadOnlyList<Share> shares, int threshold, [NotNullWhen(true)] out SecretScalar? secret)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        secret = null;
        if (shares.Count < threshold || shares.DistinctBy(share => share.Position).Count() != shares.Count)
        {
            return false;
        }

        int[] positions = [.. shares.Take(threshold).Select(share => share.Position)];
        BigInteger[] values = [.. shares.Take(threshold).Select(share => PrimeField.Read(share.Value.Span))];
        foreach (Share extra in shares.Skip(threshold))
        {
            if (Interpolate(positions, values, extra.Position) != PrimeField.Read(extra.Value.Span))
            {
                return false;
            }
        }

        BigInteger element = Interpolate(positions, values, 0);
        if (element.IsZero)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        PrimeField.Write(element, bytes);
        secret = new SecretScalar(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return true;
    }

    internal static Share[] Evaluate(ReadOnlySpan<BigInteger> coefficients, int count)
    {
        Share[] shares = new Share[count];
        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        for (int x = 1; x <= count; x++)
        {
            BigInteger value = BigInteger.Zero;
            for (int k = coefficients.Length - 1; k >= 0; k--)
            {
                value = PrimeField.Reduce((value * x) + coefficients[k]);
            }

            PrimeField.Write(value, bytes);
            shares[x - 1] = new Share(x, new SecretBytes(bytes));
        }

        CryptographicOperations.ZeroMemory(bytes);
        return shares;
    }

    private static BigInteger Interpolate(int[] positions, BigInteger[] values, int at)
    {
        BigInteger sum = BigInteger.Zero;
        for (int i = 0; i < positions.Length; i++)
        {
            BigInteger numerator = BigInteger.One;
            BigInteger denominator = BigInteger.One;
            for (int j = 0; j < positions.Length; j++)
            {
                if (j != i)
                {
                    numerator = PrimeField.Reduce(numerator * (at - positions[j]));
                    denominator = PrimeField.Reduce(denominator * (positions[i] - positions[j]));
                }
            }

            sum = PrimeField.Reduce(sum + (values[i] * numerator * PrimeField.Inverse(denominator)));
        }

        return sum;
    }
}
