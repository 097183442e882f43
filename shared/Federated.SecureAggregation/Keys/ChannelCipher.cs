using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// AES-256-GCM with a 16-byte tag behind the ciphertext. A channel key is derived for one cohort and one direction and seals exactly one message, which
/// is why the nonce may be all zero; the phase that seals can be stepped only once.
/// </summary>
internal static class ChannelCipher
{
    public const int TagBytes = 16;
    public const int NonceBytes = 12;

    public static byte[] Seal(SecretBytes key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce.Clear();
        return Seal(key.Span, nonce, associated, plaintext);
    }

    public static bool TryOpen(SecretBytes key, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        nonce.Clear();
        return TryOpen(key.Span, nonce, associated, sealedBytes, plaintext);
    }

    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> plaintext)
    {
        byte[] output = new byte[plaintext.Length + TagBytes];
        using AesGcm cipher = new(key, TagBytes);
        cipher.Encrypt(nonce, plaintext, output.AsSpan(0, plaintext.Length), output.AsSpan(plaintext.Length), associated);
        return output;
    }

    internal static bool TryOpen(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        using AesGcm cipher = new(key, TagBytes);
        try
        {
            cipher.Decrypt(nonce, sealedBytes[..^TagBytes], sealedBytes[^TagBytes..], plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
