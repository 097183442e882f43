using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
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
        FieldElement[] coefficients = new FieldElement[threshold];
        coefficients[0] = FieldElement.Read(secret.Span);
        for (int k = 1; k < threshold; k++)
        {
            coefficients[k] = FieldElement.Draw(random);
        }

        Share[] shares = Evaluate(coefficients, count);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(coefficients.AsSpan()));
        return shares;
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

        FieldElement[] values = [.. shares.Select(share => FieldElement.Read(share.Value.Span))];
        Digest challenge = Digest.Of(MemoryMarshal.AsBytes(values.AsSpan()));
        bool rebuilt = ShareBasis.For([.. shares.Select(share => share.Position)], threshold, challenge).TryReconstruct(values, out secret);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(values.AsSpan()));
        return rebuilt;
    }

    internal static Share[] Evaluate(ReadOnlySpan<FieldElement> coefficients, int count)
    {
        Share[] shares = new Share[count];
        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        for (int x = 1; x <= count; x++)
        {
            FieldElement point = FieldElement.FromInt32(x);
            FieldElement value = FieldElement.Zero;
            for (int k = coefficients.Length - 1; k >= 0; k--)
            {
                value = (value * point) + coefficients[k];
            }

            value.Write(bytes);
            shares[x - 1] = new Share(x, new SecretBytes(bytes));
        }

        CryptographicOperations.ZeroMemory(bytes);
        return shares;
    }
}
