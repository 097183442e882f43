using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>Thirty-two secret bytes: a derived key, a shared secret, a share. Never printed, compared in constant time, zeroed on dispose.</summary>
public sealed class SecretBytes : IEquatable<SecretBytes>, IDisposable
{
    /// <summary>The size in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;
    private bool _disposed;

    /// <param name="bytes">Exactly 32 bytes; copied.</param>
    /// <exception cref="ProtocolViolationException">The length is not 32.</exception>
    public SecretBytes(ReadOnlySpan<byte> bytes)
    {
        Bounds.Size(bytes.Length, Length, "a secret");
        _bytes = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    internal ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    internal ReadOnlySpan<byte> Storage => _bytes;

    /// <summary>Copies the bytes out, for a message that has to carry them. The caller zeroes the copy.</summary>
    /// <exception cref="ObjectDisposedException">The secret was zeroed.</exception>
    public void CopyTo(Span<byte> destination) => Span.CopyTo(destination);

    /// <inheritdoc/>
    public bool Equals(SecretBytes? other) => other is not null && CryptographicOperations.FixedTimeEquals(Span, other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretBytes);

    /// <summary>Zero for every secret: a hash would leak.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret]";

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }
}
