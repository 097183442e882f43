using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.SecretSharing;

/// <summary>
/// What rebuilding needs to know of the positions, computed once and used for every secret that is shared to them: Lagrange's coefficients at 0, and one
/// word of the dual code. Values at n positions lie on a polynomial of degree below t exactly when they are orthogonal to every word
/// vᵢ·g(xᵢ), vᵢ = Π 1/(xᵢ − xⱼ), g of degree below n − t (Cascudo and David, SCRAPE, ACNS 2017, section 2.1); one g whose coefficients are powers of
/// a challenge misses a false value with a chance below n/q.
/// </summary>
internal sealed class ShareBasis
{
    private readonly FieldElement[] _atZero;
    private readonly FieldElement[] _orthogonal;

    private ShareBasis(FieldElement[] atZero, FieldElement[] orthogonal)
    {
        _atZero = atZero;
        _orthogonal = orthogonal;
    }

    /// <param name="positions">x of each value that will be given, all different, at least t of them.</param>
    /// <param name="threshold">t.</param>
    /// <param name="challenge">A hash that covers the values, so that nobody chose them knowing it.</param>
    public static ShareBasis For(ReadOnlySpan<int> positions, int threshold, Digest challenge)
    {
        FieldElement[] points = new FieldElement[positions.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = FieldElement.FromInt32(positions[i]);
        }

        return new ShareBasis(AtZero(points.AsSpan(0, threshold)), Orthogonal(points, threshold, challenge));
    }

    /// <summary>Rebuilds one secret.</summary>
    /// <param name="values">One for each position, in the same order.</param>
    /// <param name="secret">The polynomial at 0.</param>
    /// <returns>False when the values lie on no polynomial of degree below t, or when the secret is zero.</returns>
    public bool TryReconstruct(ReadOnlySpan<FieldElement> values, [NotNullWhen(true)] out SecretScalar? secret)
    {
        FieldElement rebuilt = Inner(_atZero, values);
        secret = null;
        if (rebuilt.IsZero || !Inner(_orthogonal, values).IsZero)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[SecretBytes.Length];
        rebuilt.Write(bytes);
        secret = new SecretScalar(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return true;
    }

    private static FieldElement Inner(FieldElement[] coefficients, ReadOnlySpan<FieldElement> values)
    {
        FieldElement sum = FieldElement.Zero;
        for (int i = 0; i < coefficients.Length; i++)
        {
            sum += coefficients[i] * values[i];
        }

        return sum;
    }

    // λᵢ = Π xⱼ/(xⱼ − xᵢ) = vᵢ · Π xⱼ · (−1)^(t−1), j ≠ i.
    private static FieldElement[] AtZero(ReadOnlySpan<FieldElement> points)
    {
        FieldElement[] coefficients = Weights(points);
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < points.Length; j++)
            {
                coefficients[i] = i == j ? coefficients[i] : coefficients[i] * (FieldElement.Zero - points[j]);
            }
        }

        return coefficients;
    }

    private static FieldElement[] Orthogonal(ReadOnlySpan<FieldElement> points, int threshold, Digest challenge)
    {
        int free = points.Length - threshold;
        if (free == 0)
        {
            return [];
        }

        Span<byte> bytes = stackalloc byte[Digest.Length];
        challenge.Span.CopyTo(bytes);
        bytes[0] &= 0x7F;
        FieldElement power = FieldElement.Read(bytes);
        FieldElement[] word = Weights(points);
        for (int i = 0; i < points.Length; i++)
        {
            FieldElement step = power * points[i];
            FieldElement g = FieldElement.One;
            for (int k = 1; k < free; k++)
            {
                g = (g * step) + FieldElement.One;
            }

            word[i] *= g;
        }

        return word;
    }

    // vᵢ = Π 1/(xᵢ − xⱼ), with one inversion for all (Montgomery's trick).
    private static FieldElement[] Weights(ReadOnlySpan<FieldElement> points)
    {
        FieldElement[] products = new FieldElement[points.Length];
        FieldElement[] before = new FieldElement[points.Length];
        FieldElement running = FieldElement.One;
        for (int i = 0; i < points.Length; i++)
        {
            products[i] = FieldElement.One;
            for (int j = 0; j < points.Length; j++)
            {
                products[i] = i == j ? products[i] : products[i] * (points[i] - points[j]);
            }

            before[i] = running;
            running *= products[i];
        }

        FieldElement inverse = running.Invert();
        for (int i = points.Length - 1; i >= 0; i--)
        {
            (products[i], inverse) = (inverse * before[i], inverse * products[i]);
        }

        return products;
    }
}
