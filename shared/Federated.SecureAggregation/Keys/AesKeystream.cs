using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// The keystream of AES-256-GCM (NIST SP 800-38D, section 7.1: counter mode from block 2 on) by the processor's AES instructions, added to a vector
/// as it leaves the registers: no byte of it is ever stored. The key schedule takes no branch and no index from the key. Where the instructions are missing,
/// <see cref="MaskStream"/> takes the platform's cipher, and a test holds the two against each other.
/// </summary>
internal static class AesKeystream
{
    /// <summary>Round keys of AES-256.</summary>
    public const int RoundKeys = 15;

    private const int BlockBytes = 16;
    private const int BlocksAtOnce = 8;
    private const int BytesAtOnce = BlockBytes * BlocksAtOnce;

    public static bool IsSupported => Aes.IsSupported && Sse41.IsSupported && BitConverter.IsLittleEndian;

    /// <summary>Expands a key (FIPS 197, section 5.2).</summary>
    public static void Expand(ReadOnlySpan<byte> key, Span<Vector128<byte>> roundKeys)
    {
        Vector128<byte> even = Vector128.Create(key[..BlockBytes]);
        Vector128<byte> odd = Vector128.Create(key[BlockBytes..]);
        roundKeys[0] = even;
        roundKeys[1] = odd;
        roundKeys[2] = even = NextEven(even, Aes.KeygenAssist(odd, 0x01));
        roundKeys[3] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[4] = even = NextEven(even, Aes.KeygenAssist(odd, 0x02));
        roundKeys[5] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[6] = even = NextEven(even, Aes.KeygenAssist(odd, 0x04));
        roundKeys[7] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[8] = even = NextEven(even, Aes.KeygenAssist(odd, 0x08));
        roundKeys[9] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[10] = even = NextEven(even, Aes.KeygenAssist(odd, 0x10));
        roundKeys[11] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[12] = even = NextEven(even, Aes.KeygenAssist(odd, 0x20));
        roundKeys[13] = odd = NextOdd(odd, Aes.KeygenAssist(even, 0));
        roundKeys[14] = NextEven(even, Aes.KeygenAssist(odd, 0x40));
    }

    /// <summary>Adds one chunk's keystream to words, or takes it away; the words wrap.</summary>
    /// <param name="roundKeys">From <see cref="Expand"/>.</param>
    /// <param name="chunk">The chunk's number: the nonce.</param>
    /// <param name="words">The chunk's elements.</param>
    /// <param name="adds">False to subtract.</param>
    public static void Apply<T>(ReadOnlySpan<Vector128<byte>> roundKeys, int chunk, Span<T> words, bool adds)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(words);
        ref byte target = ref MemoryMarshal.GetReference(bytes);
        Vector128<uint> counter = Vector128.Create(0u, 0u, (uint)chunk, 2u);
        int whole = bytes.Length - (bytes.Length % BytesAtOnce);
        for (int at = 0; at < whole; at += BytesAtOnce)
        {
            AddBlocks<T>(roundKeys, counter, ref Unsafe.Add(ref target, at), adds);
            counter += Vector128.Create(0u, 0u, 0u, BlocksAtOnce);
        }

        if (whole < bytes.Length)
        {
            Span<byte> rest = stackalloc byte[BytesAtOnce];
            rest.Clear();
            bytes[whole..].CopyTo(rest);
            AddBlocks<T>(roundKeys, counter, ref MemoryMarshal.GetReference(rest), adds);
            rest[..(bytes.Length - whole)].CopyTo(bytes[whole..]);
            CryptographicOperations.ZeroMemory(rest);
        }
    }

    private static void AddBlocks<T>(ReadOnlySpan<Vector128<byte>> roundKeys, Vector128<uint> counter, ref byte target, bool adds)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref Vector128<byte> key = ref MemoryMarshal.GetReference(roundKeys);
        Vector128<byte> b0 = Block(counter, 0) ^ key;
        Vector128<byte> b1 = Block(counter, 1) ^ key;
        Vector128<byte> b2 = Block(counter, 2) ^ key;
        Vector128<byte> b3 = Block(counter, 3) ^ key;
        Vector128<byte> b4 = Block(counter, 4) ^ key;
        Vector128<byte> b5 = Block(counter, 5) ^ key;
        Vector128<byte> b6 = Block(counter, 6) ^ key;
        Vector128<byte> b7 = Block(counter, 7) ^ key;
        for (int round = 1; round < RoundKeys - 1; round++)
        {
            Vector128<byte> k = Unsafe.Add(ref key, round);
            b0 = Aes.Encrypt(b0, k);
            b1 = Aes.Encrypt(b1, k);
            b2 = Aes.Encrypt(b2, k);
            b3 = Aes.Encrypt(b3, k);
            b4 = Aes.Encrypt(b4, k);
            b5 = Aes.Encrypt(b5, k);
            b6 = Aes.Encrypt(b6, k);
            b7 = Aes.Encrypt(b7, k);
        }

        Vector128<byte> last = Unsafe.Add(ref key, RoundKeys - 1);
        AddTo<T>(ref target, 0, Aes.EncryptLast(b0, last), adds);
        AddTo<T>(ref target, 1, Aes.EncryptLast(b1, last), adds);
        AddTo<T>(ref target, 2, Aes.EncryptLast(b2, last), adds);
        AddTo<T>(ref target, 3, Aes.EncryptLast(b3, last), adds);
        AddTo<T>(ref target, 4, Aes.EncryptLast(b4, last), adds);
        AddTo<T>(ref target, 5, Aes.EncryptLast(b5, last), adds);
        AddTo<T>(ref target, 6, Aes.EncryptLast(b6, last), adds);
        AddTo<T>(ref target, 7, Aes.EncryptLast(b7, last), adds);
    }

    // The counter block: eight zero bytes, the chunk and the block's number, both be32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(Vector128<uint> counter, uint offset) => Vector128.ShuffleNative(
        (counter + Vector128.Create(0u, 0u, 0u, offset)).AsByte(), Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T>(ref byte target, int block, Vector128<byte> stream, bool adds)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref byte place = ref Unsafe.Add(ref target, block * BlockBytes);
        Vector128<T> old = Vector128.LoadUnsafe(ref place).As<byte, T>();
        Vector128<T> mask = stream.As<byte, T>();
        (adds ? old + mask : old - mask).As<T, byte>().StoreUnsafe(ref place);
    }

    private static Vector128<byte> NextEven(Vector128<byte> even, Vector128<byte> assist) => Spread(even) ^ Sse2.Shuffle(assist.AsInt32(), 0xFF).AsByte();

    private static Vector128<byte> NextOdd(Vector128<byte> odd, Vector128<byte> assist) => Spread(odd) ^ Sse2.Shuffle(assist.AsInt32(), 0xAA).AsByte();

    private static Vector128<byte> Spread(Vector128<byte> words)
    {
        words ^= Sse2.ShiftLeftLogical128BitLane(words, 4);
        return words ^ Sse2.ShiftLeftLogical128BitLane(words, 8);
    }
}
