using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;

namespace Federated.SecureAggregation.Node;

/// <summary>Seals and opens the pair of shares that goes from one member to another. The associated data is H ‖ from ‖ to.</summary>
internal static class ShareChannel
{
    private const int SeedOffset = 8;
    private const int KeyOffset = SeedOffset + SecretBytes.Length;

    public static EncryptedShare Seal(Digest cohortHash, SecretBytes key, int from, int to, Share seedShare, Share keyShare)
    {
        Span<byte> plaintext = stackalloc byte[EncryptedShare.PlaintextBytes];
        BinaryPrimitives.WriteInt32BigEndian(plaintext, from);
        BinaryPrimitives.WriteInt32BigEndian(plaintext[4..], to);
        seedShare.Value.CopyTo(plaintext[SeedOffset..]);
        keyShare.Value.CopyTo(plaintext[KeyOffset..]);
        EncryptedShare share = new(from, to, ChannelCipher.Seal(key, Associated(cohortHash, from, to), plaintext));
        CryptographicOperations.ZeroMemory(plaintext);
        return share;
    }

    public static bool TryOpen(
        Digest cohortHash,
        SecretBytes key,
        EncryptedShare share,
        [NotNullWhen(true)] out SecretBytes? seedShare,
        [NotNullWhen(true)] out SecretBytes? keyShare)
    {
        Span<byte> plaintext = stackalloc byte[EncryptedShare.PlaintextBytes];
        bool opened = ChannelCipher.TryOpen(key, Associated(cohortHash, share.From, share.To), share.Ciphertext.Span, plaintext)
            && BinaryPrimitives.ReadInt32BigEndian(plaintext) == share.From
            && BinaryPrimitives.ReadInt32BigEndian(plaintext[4..]) == share.To
            && FieldElement.IsElement(plaintext[SeedOffset..KeyOffset])
            && FieldElement.IsElement(plaintext[KeyOffset..]);
        seedShare = opened ? new SecretBytes(plaintext[SeedOffset..KeyOffset]) : null;
        keyShare = opened ? new SecretBytes(plaintext[KeyOffset..]) : null;
        CryptographicOperations.ZeroMemory(plaintext);
        return opened;
    }

    private static byte[] Associated(Digest cohortHash, int from, int to)
    {
        byte[] associated = new byte[Digest.Length + 8];
        cohortHash.Span.CopyTo(associated);
        BinaryPrimitives.WriteInt32BigEndian(associated.AsSpan(Digest.Length), from);
        BinaryPrimitives.WriteInt32BigEndian(associated.AsSpan(Digest.Length + 4), to);
        return associated;
    }
}
