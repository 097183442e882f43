using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// Expands 32-byte keys to masks and applies them. A mask is the AES-256-GCM encryption of zeros, tag dropped, in chunks of 64 KiB whose nonce is the
/// chunk number (be96), read as little-endian words: 4 bytes an element when m ≤ 32, else 8. A chunk of the vector takes all its masks while it is in the
/// cache, and chunks are independent, so that all cores work on one vector.
/// </summary>
internal sealed class MaskStream : IDisposable
{
    public const int ChunkBytes = 64 * 1024;

    private static readonly byte[] Zeros = new byte[ChunkBytes];
    private readonly IReadOnlyList<MaskTerm> _terms;
    private readonly Vector128<byte>[] _roundKeys;

    /// <param name="terms">The masks; their keys stay owned by the caller and are needed until this is disposed.</param>
    /// <param name="portable">Whether to take the platform's cipher although the processor has AES instructions; for tests.</param>
    public MaskStream(IReadOnlyList<MaskTerm> terms, bool portable = false)
    {
        _terms = terms;
        _roundKeys = portable || !AesKeystream.IsSupported ? [] : GC.AllocateUninitializedArray<Vector128<byte>>(terms.Count * AesKeystream.RoundKeys, pinned: true);
        for (int term = 0; term < terms.Count && _roundKeys.Length > 0; term++)
        {
            AesKeystream.Expand(terms[term].Key.Span, RoundKeysOf(term));
        }
    }

    /// <summary>Applies all masks to a vector, on all cores.</summary>
    public static void Apply(RingWords vector, IReadOnlyList<MaskTerm> terms)
    {
        using MaskStream masks = new(terms);
        int perChunk = WordsPerChunk(vector.Modulus);
        Parallel.For(0, ChunksOf(vector), chunk =>
        {
            int first = chunk * perChunk;
            int count = Math.Min(perChunk, vector.Length - first);
            if (vector.IsNarrow)
            {
                masks.Apply(chunk, vector.Slice<uint>(first, count));
            }
            else
            {
                masks.Apply(chunk, vector.Slice<ulong>(first, count));
            }
        });
    }

    /// <summary>Masks a vector on its way into its packed form, on all cores: each chunk is copied, masked and packed while it is in the cache.</summary>
    /// <param name="packed">Receives the masked vector.</param>
    /// <param name="vector">What is masked; stays as it is.</param>
    public void ApplyInto(byte[] packed, RingWords vector) => Parallel.For(0, ChunksOf(vector), chunk =>
    {
        if (vector.IsNarrow)
        {
            ApplyInto<uint>(packed, vector, chunk);
        }
        else
        {
            ApplyInto<ulong>(packed, vector, chunk);
        }
    });

    /// <summary>Elements of a vector that share a chunk: a multiple of eight, so that a packed chunk starts at a byte.</summary>
    public static int WordsPerChunk(RingModulus modulus) => ChunkBytes / modulus.WordBytes;

    /// <summary>Chunks of a vector.</summary>
    public static int ChunksOf(RingWords vector) => (int)(((long)vector.Length + WordsPerChunk(vector.Modulus) - 1) / WordsPerChunk(vector.Modulus));

    /// <summary>Writes the first bytes of one chunk of a key's stream, by the platform's cipher.</summary>
    public static void Generate(SecretBytes key, int chunk, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[ChannelCipher.NonceBytes];
        Span<byte> unusedTag = stackalloc byte[ChannelCipher.TagBytes];
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[8..], chunk);
        using AesGcm cipher = new(key.Span, ChannelCipher.TagBytes);
        cipher.Encrypt(nonce, Zeros.AsSpan(0, output.Length), output, unusedTag);
    }

    /// <summary>Applies all masks to one chunk; the words wrap.</summary>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="words">Its elements.</param>
    public void Apply<T>(int chunk, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int term = 0; term < _terms.Count; term++)
        {
            if (_roundKeys.Length > 0)
            {
                AesKeystream.Apply(RoundKeysOf(term), chunk, words, _terms[term].Adds);
            }
            else
            {
                ApplyPortably(_terms[term], chunk, words);
            }
        }
    }

    /// <summary>Zeroes the round keys.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_roundKeys.AsSpan()));

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret masks]";

    private static void ApplyPortably<T>(MaskTerm term, int chunk, Span<T> words)
        where T : unmanaged, IBinaryInteger<T>
    {
        int bytes = MemoryMarshal.AsBytes(words).Length;
        int wordBytes = bytes / Math.Max(1, words.Length);
        byte[] stream = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        Generate(term.Key, chunk, stream.AsSpan(0, bytes));
        for (int i = 0; i < words.Length; i++)
        {
            T mask = T.ReadLittleEndian(stream.AsSpan(i * wordBytes, wordBytes), isUnsigned: true);
            words[i] = unchecked(term.Adds ? words[i] + mask : words[i] - mask);
        }

        CryptographicOperations.ZeroMemory(stream);
        ArrayPool<byte>.Shared.Return(stream);
    }

    private void ApplyInto<T>(byte[] packed, RingWords vector, int chunk)
        where T : unmanaged, IBinaryInteger<T>
    {
        int perChunk = WordsPerChunk(vector.Modulus);
        int first = chunk * perChunk;
        int count = Math.Min(perChunk, vector.Length - first);
        T[] copy = ArrayPool<T>.Shared.Rent(perChunk);
        Span<T> words = copy.AsSpan(0, count);
        vector.Slice<T>(first, count).CopyTo(words);
        Apply(chunk, words);
        int start = (int)BitPacking.PackedBytes(first, vector.Modulus.Bits);
        BitPacking.Pack<T>(words, vector.Modulus, packed.AsSpan(start, (int)BitPacking.PackedBytes(count, vector.Modulus.Bits)));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
        ArrayPool<T>.Shared.Return(copy);
    }

    private Span<Vector128<byte>> RoundKeysOf(int term) => _roundKeys.AsSpan(term * AesKeystream.RoundKeys, AesKeystream.RoundKeys);
}
