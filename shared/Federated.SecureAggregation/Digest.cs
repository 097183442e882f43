using System.Security.Cryptography;

namespace Federated.SecureAggregation;

/// <summary>A SHA-256 hash: 32 bytes, compared by value, printed as lower-case hexadecimal. Never secret.</summary>
public sealed class Digest : IEquatable<Digest>
{
    /// <summary>The size in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ProtocolViolationException">The length is not 32.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        Bounds.Size(bytes.Length, Length, "a hash");
        _bytes = bytes.ToArray();
    }

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>SHA-256 of <paramref name="data"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> data) => new(SHA256.HashData(data));

    /// <inheritdoc/>
    public bool Equals(Digest? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Digest);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
