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
        return Split(secret, threshold, [.. Enumerable.Range(1, count)], random);
    }

    /// <summary>Cuts a secret into one share for each of some positions.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="threshold">t, 1..the number of positions.</param>
    /// <param name="positions">Different positions, each 1..10,000.</param>
    /// <param name="random">Draws the coefficients.</param>
    internal static Share[] Split(SecretScalar secret, int threshold, IReadOnlyList<int> positions, RandomNumberGenerator random)
    {
        FieldElement[] coefficients = new FieldElement[threshold];
        coefficients[0] = FieldElement.Read(secret.Span);
        for (int k = 1; k < threshold; k++)
        {
            coefficients[k] = FieldElement.Draw(random);
        }

        Share[] shares = Evaluate(coefficients, positions);
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

    internal static Share[] Evaluate(ReadOnlySpan<FieldElement> coefficients, IReadOnlyList<int> positions)
    {
        Share[] shares = new Share[positions.Count];
        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            FieldElement point = FieldElement.FromInt32(positions[i]);
            FieldElement value = FieldElement.Zero;
            for (int k = coefficients.Length - 1; k >= 0; k--)
            {
                value = (value * point) + coefficients[k];
            }

            value.Write(bytes);
            shares[i] = new Share(positions[i], new SecretBytes(bytes));
        }

        CryptographicOperations.ZeroMemory(bytes);
        return shares;
    }
}
