using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>Both shares of one member for another, sealed under their channel key. The coordinator forwards it and cannot open it.</summary>
public sealed class EncryptedShare
{
    /// <summary>from and to (be32 each) and two field elements.</summary>
    internal const int PlaintextBytes = 8 + (2 * SecretBytes.Length);

    /// <summary>The size in bytes of the ciphertext with its tag.</summary>
    public const int CiphertextBytes = PlaintextBytes + ChannelCipher.TagBytes;

    /// <param name="from">The sender's index.</param>
    /// <param name="to">The receiver's index.</param>
    /// <param name="ciphertext">Exactly <see cref="CiphertextBytes"/> bytes.</param>
    /// <exception cref="ProtocolViolationException">An index or the size is out of range.</exception>
    public EncryptedShare(int from, int to, ReadOnlySpan<byte> ciphertext)
    {
        From = Bounds.Within(from, 0, Bounds.MaximumCohort - 1);
        To = Bounds.Within(to, 0, Bounds.MaximumCohort - 1);
        Bounds.Size(ciphertext.Length, CiphertextBytes, "an encrypted share");
        Ciphertext = ciphertext.ToArray();
    }

    /// <summary>The sender's index.</summary>
    public int From { get; }

    /// <summary>The receiver's index.</summary>
    public int To { get; }

    /// <summary>AES-256-GCM ciphertext and tag.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; }
}
