using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// Expands 32-byte keys to masks and applies them. A mask is the AES-256-GCM encryption of zeros, tag dropped, in chunks of 64 KiB whose nonce is the
/// chunk number (be96), read as little-endian words: 4 bytes an element when m ≤ 32, else 8. Chunks are independent, so all cores work on one vector, and
/// each chunk of the vector is written by one of them.
/// </summary>
internal static class MaskStream
{
    public const int ChunkBytes = 64 * 1024;

    private static readonly byte[] Zeros = new byte[ChunkBytes];

    /// <summary>Applies all terms and reduces modulo 2^m.</summary>
    public static void Apply(ulong[] vector, RingModulus modulus, IReadOnlyList<MaskTerm> terms)
    {
        int wordsPerChunk = ChunkBytes / modulus.WordBytes;
        int chunks = (vector.Length + wordsPerChunk - 1) / wordsPerChunk;
        Parallel.For(0, chunks, chunk =>
        {
            Span<ulong> part = vector.AsSpan(chunk * wordsPerChunk, Math.Min(wordsPerChunk, vector.Length - (chunk * wordsPerChunk)));
            byte[] stream = ArrayPool<byte>.Shared.Rent(ChunkBytes);
            Span<byte> words = stream.AsSpan(0, part.Length * modulus.WordBytes);
            foreach (MaskTerm term in terms)
            {
                Generate(term.Key, chunk, words);
                ApplyWords(part, words, modulus.WordBytes, term.Adds);
            }

            modulus.Reduce(part);
            CryptographicOperations.ZeroMemory(stream);
            ArrayPool<byte>.Shared.Return(stream);
        });
    }

    /// <summary>Writes the first bytes of one chunk of a key's stream.</summary>
    public static void Generate(SecretBytes key, int chunk, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[ChannelCipher.NonceBytes];
        Span<byte> unusedTag = stackalloc byte[ChannelCipher.TagBytes];
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], chunk);
        using AesGcm cipher = new(key.Span, ChannelCipher.TagBytes);
        cipher.Encrypt(nonce, Zeros.AsSpan(0, output.Length), output, unusedTag);
    }

    private static void ApplyWords(Span<ulong> part, ReadOnlySpan<byte> words, int wordBytes, bool adds)
    {
        // Wrapping 64-bit arithmetic: 2^m divides 2^64, so one reduction at the end is enough.
        ulong sign = adds ? 1UL : ulong.MaxValue;
        if (wordBytes == sizeof(uint))
        {
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = unchecked(part[i] + (sign * BinaryPrimitives.ReadUInt32LittleEndian(words[(i * sizeof(uint))..])));
            }
        }
        else
        {
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = unchecked(part[i] + (sign * BinaryPrimitives.ReadUInt64LittleEndian(words[(i * sizeof(ulong))..])));
            }
        }
    }
}
