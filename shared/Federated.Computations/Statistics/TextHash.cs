using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Federated.Computations.Statistics;

/// <summary>
/// The hash by which an undeclared text is counted: the first 48 bits (big-endian) of SHA-256(salt ‖ UTF-8 bytes of the text's first
/// <see cref="MaximumCharacters"/> Unicode code points). Two of a million different texts share one with a chance of 0.2 %.
/// </summary>
public static class TextHash
{
    /// <summary>Bits of a hash: 48.</summary>
    public const int Bits = 48;

    /// <summary>Code points of a text that count: 32.</summary>
    public const int MaximumCharacters = 32;

    /// <summary>Most UTF-8 bytes of these: 128.</summary>
    public const int MaximumBytes = 4 * MaximumCharacters;

    /// <summary>The UTF-8 bytes of the code points that count.</summary>
    public static byte[] Bytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int characters = 0, end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (characters++ == MaximumCharacters)
                break;
            end += rune.Utf16SequenceLength;
        }

        return Encoding.UTF8.GetBytes(text, 0, Math.Min(end, text.Length));
    }

    /// <summary>The hash of the bytes that count, 0 to 2⁴⁸ − 1.</summary>
    public static ulong Of(ImmutableArray<byte> salt, ReadOnlySpan<byte> bytes)
    {
        byte[] salted = new byte[salt.Length + bytes.Length];
        salt.CopyTo(salted);
        bytes.CopyTo(salted.AsSpan(salt.Length));
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(salted)) >> (64 - Bits);
    }

    /// <summary>The hash of a text.</summary>
    public static ulong Of(ImmutableArray<byte> salt, string text) => Of(salt, Bytes(text));
}
