using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>A secret number in 1..q−1, q the order of P-256: a private key or a self-mask seed, and the secret that Shamir sharing cuts up.</summary>
public sealed class SecretScalar : IEquatable<SecretScalar>, IDisposable
{
    private readonly SecretBytes _bytes;

    /// <param name="bigEndian">32 bytes, big-endian, in 1..q−1.</param>
    /// <exception cref="ProtocolViolationException">Another length, zero, or not below q.</exception>
    public SecretScalar(ReadOnlySpan<byte> bigEndian)
    {
        Bounds.Size(bigEndian.Length, SecretBytes.Length, "a scalar");
        if (!FieldElement.IsScalar(bigEndian))
        {
            throw new ProtocolViolationException(ViolationCode.MalformedKey, "A scalar is zero or not below the order of P-256. Draw it again.");
        }

        _bytes = new SecretBytes(bigEndian);
    }

    internal ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Draws a uniform scalar (by rejection).</summary>
    public static SecretScalar Draw(RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> candidate = stackalloc byte[SecretBytes.Length];
        do
        {
            random.GetBytes(candidate);
        }
        while (!FieldElement.IsScalar(candidate));

        SecretScalar drawn = new(candidate);
        CryptographicOperations.ZeroMemory(candidate);
        return drawn;
    }

    /// <summary>Hands a copy to what takes the bytes of a key as an array. The copy does not move in memory, and is zeroed whatever happens.</summary>
    internal T Lend<T>(Func<byte[], T> use)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(SecretBytes.Length, pinned: true);
        try
        {
            Span.CopyTo(copy);
            return use(copy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public bool Equals(SecretScalar? other) => other is not null && _bytes.Equals(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretScalar);

    /// <summary>Zero for every secret: a hash would leak.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret scalar]";

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();
}
