using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Federated.SecureAggregation.Tests.Keys;

/// <summary>
/// Searches all of this process's writable memory for 32 bytes, in either order of bytes. The bytes are given blinded, and unblinded nowhere: the search itself must not
/// put what it looks for into memory. What it reads goes through a block of its own, which it skips.
/// </summary>
internal sealed class ProcessMemory
{
    public const byte Blind = 0x5C;
    private const int BlockBytes = 1 << 20;
    private const int Overlap = 64;
    private readonly byte[] _block = GC.AllocateArray<byte>(BlockBytes, pinned: true);

    /// <summary>How often it is there.</summary>
    /// <param name="blinded">The bytes, each XOR <see cref="Blind"/>.</param>
    public int Count(byte[] blinded)
    {
        byte[] reversed = [.. blinded.Reverse()];
        int found = 0;
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        foreach ((ulong start, ulong end) in WritableRanges())
        {
            for (ulong at = start; at < end; at += BlockBytes - Overlap)
            {
                int wanted = (int)Math.Min(BlockBytes, end - at);
                found += CountIn(Read(memory, at, wanted), blinded, reversed, isLast: at + BlockBytes >= end);
            }
        }

        CryptographicOperations.ZeroMemory(_block);
        return found;
    }

    private IEnumerable<(ulong Start, ulong End)> WritableRanges()
    {
        ulong own = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_block, 0);
        foreach ((ulong start, ulong end) in Writable())
        {
            bool isAround = start <= own && own < end;
            yield return (start, isAround ? own : end);
            if (isAround)
            {
                yield return (own + BlockBytes, end);
            }
        }
    }

    private static IEnumerable<(ulong Start, ulong End)> Writable() => File.ReadLines("/proc/self/maps").ToList()
        .Select(line => line.Split(' ', '-'))
        .Where(words => words[2].StartsWith("rw", StringComparison.Ordinal))
        .Select(words => (ulong.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(words[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));

    // Other threads may give memory back meanwhile.
    private ReadOnlySpan<byte> Read(SafeFileHandle memory, ulong at, int wanted)
    {
        try
        {
            return _block.AsSpan(0, RandomAccess.Read(memory, _block.AsSpan(0, wanted), (long)at));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int CountIn(ReadOnlySpan<byte> block, byte[] blinded, byte[] reversed, bool isLast)
    {
        int found = 0;
        int last = isLast ? block.Length - blinded.Length : Math.Min(block.Length - blinded.Length, BlockBytes - Overlap - 1);
        byte first = (byte)(blinded[0] ^ Blind), final = (byte)(blinded[^1] ^ Blind);
        for (int at = 0; at <= last; at++)
        {
            int next = block[at..].IndexOfAny(first, final);
            if (next < 0 || (at += next) > last)
            {
                break;
            }

            found += Matches(block[at..], blinded) || Matches(block[at..], reversed) ? 1 : 0;
        }

        return found;
    }

    private static bool Matches(ReadOnlySpan<byte> block, byte[] blinded)
    {
        for (int i = 0; i < blinded.Length; i++)
        {
            if ((block[i] ^ Blind) != blinded[i])
            {
                return false;
            }
        }

        return true;
    }
}
