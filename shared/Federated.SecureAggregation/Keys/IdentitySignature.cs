namespace Federated.SecureAggregation.Keys;

/// <summary>An ECDSA P-256 signature over SHA-256 in its fixed 64-byte P1363 form, the only form accepted.</summary>
public sealed class IdentitySignature : IEquatable<IdentitySignature>
{
    /// <summary>The size in bytes: r, s.</summary>
    public const int Length = 64;

    private readonly byte[] _bytes;

    /// <param name="bytes">Exactly 64 bytes.</param>
    /// <exception cref="ProtocolViolationException">The length is not 64.</exception>
    public IdentitySignature(ReadOnlySpan<byte> bytes)
    {
        Bounds.Size(bytes.Length, Length, "a signature");
        _bytes = bytes.ToArray();
    }

    /// <summary>The 64 bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    internal ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>Whether <paramref name="signer"/> signed exactly these bytes.</summary>
    public bool Verifies(PublicPoint signer, ReadOnlySpan<byte> signedBytes)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return signer.Verifies(signedBytes, _bytes);
    }

    /// <inheritdoc/>
    public bool Equals(IdentitySignature? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IdentitySignature);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);
}
