using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Federated.Benchmarks.SecureSums;

/// <summary>
/// AES-256 in counter mode with as many blocks under way as the processor's AES unit takes, and nothing else: round keys and blocks stay in registers as far as they fit, and all that becomes of a block is one XOR.
/// What .NET lets a program get out of the core; a yardstick for masks.
/// </summary>
internal static class BareKeystream
{
    public const int BytesAtOnce = 128;
    private const int LastRound = 14;

    public static bool IsSupported => Aes.IsSupported;

    /// <summary>Makes a number of bytes, rounded up to 128.</summary>
    /// <returns>The XOR of all blocks, so that none is left out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector128<byte> Run(ReadOnlySpan<Vector128<byte>> keys, long bytes)
    {
        Vector128<byte> all = Vector128<byte>.Zero;
        Vector128<uint> counter = Vector128<uint>.Zero, one = Vector128.Create(0u, 0u, 0u, 1u), eight = Vector128.Create(0u, 0u, 0u, 8u);
        for (long at = 0; at < bytes; at += BytesAtOnce, counter += eight)
        {
            Vector128<uint> c1 = counter + one, c2 = c1 + one, c3 = c2 + one, c4 = c3 + one, c5 = c4 + one, c6 = c5 + one, c7 = c6 + one;
            Vector128<byte> b0 = counter.AsByte() ^ keys[0], b1 = c1.AsByte() ^ keys[0], b2 = c2.AsByte() ^ keys[0], b3 = c3.AsByte() ^ keys[0];
            Vector128<byte> b4 = c4.AsByte() ^ keys[0], b5 = c5.AsByte() ^ keys[0], b6 = c6.AsByte() ^ keys[0], b7 = c7.AsByte() ^ keys[0];
            for (int round = 1; round < LastRound; round++)
            {
                Vector128<byte> key = keys[round];
                b0 = Aes.Encrypt(b0, key);
                b1 = Aes.Encrypt(b1, key);
                b2 = Aes.Encrypt(b2, key);
                b3 = Aes.Encrypt(b3, key);
                b4 = Aes.Encrypt(b4, key);
                b5 = Aes.Encrypt(b5, key);
                b6 = Aes.Encrypt(b6, key);
                b7 = Aes.Encrypt(b7, key);
            }

            Vector128<byte> last = keys[LastRound];
            all ^= Aes.EncryptLast(b0, last) ^ Aes.EncryptLast(b1, last) ^ Aes.EncryptLast(b2, last) ^ Aes.EncryptLast(b3, last)
                ^ Aes.EncryptLast(b4, last) ^ Aes.EncryptLast(b5, last) ^ Aes.EncryptLast(b6, last) ^ Aes.EncryptLast(b7, last);
        }

        return all;
    }
}
