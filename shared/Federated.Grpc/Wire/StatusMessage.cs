using System.Globalization;
using System.Text;

namespace Federated.Grpc.Wire;

/// <summary>The header <c>grpc-message</c>: UTF-8, with every byte outside 0x20 to 0x7E and the percent sign written as %XX.</summary>
internal static class StatusMessage
{
    /// <summary>Longer messages are cut, between two characters: peers bound the size of a header list, and a lost status is worse than a short one.</summary>
    public const int MaxEncodedLength = 2048;

    public static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in message.EnumerateRunes())
        {
            var literal = rune.Value is >= 0x20 and <= 0x7e and not '%';
            var length = rune.EncodeToUtf8(bytes);
            if (encoded.Length + (literal ? 1 : 3 * length) > MaxEncodedLength)
                break;
            if (literal)
            {
                encoded.Append((char)rune.Value);
                continue;
            }
            foreach (var value in bytes[..length])
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return encoded.ToString();
    }

    /// <summary>Never fails: an escape that is not one stays as it is, and bytes that are not UTF-8 become replacement characters.</summary>
    public static string Decode(string encoded)
    {
        if (!encoded.Contains('%'))
            return encoded;
        var bytes = new List<byte>(encoded.Length);
        for (var index = 0; index < encoded.Length; index++)
        {
            if (encoded[index] == '%' && byte.TryParse(encoded.AsSpan(index + 1, Math.Min(2, encoded.Length - index - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                && index + 2 < encoded.Length)
            {
                bytes.Add(value);
                index += 2;
                continue;
            }
            bytes.Add(encoded[index] < 0x80 ? (byte)encoded[index] : (byte)'?');
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
