using System.Buffers.Text;

namespace Federated.Grpc.Wire;

/// <summary>Metadata to header values and back. Binary values travel as base64, sent without padding and accepted with or without it.</summary>
internal static class MetadataHeaders
{
    public static string Encode(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes).TrimEnd('=') : entry.Value;

    /// <summary>
    /// Adds one header to the metadata. Headers of the protocol, and names or text that no gRPC peer may send, are left out;
    /// a binary value that is not base64 returns false, since the peer meant it for us.
    /// </summary>
    public static bool TryAdd(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!MetadataRules.IsKey(key) || MetadataRules.IsReserved(key))
            return true;
        if (key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
            return TryAddBinary(metadata, key, value);
        var text = value.Trim(' ');
        if (MetadataRules.IsAsciiValue(text))
            metadata.Add(key, text);
        return true;
    }

    private static bool TryAddBinary(Metadata metadata, string key, string value)
    {
        foreach (var part in value.Split(','))
        {
            if (!TryDecode(part.Trim(' '), out var bytes))
                return false;
            metadata.Add(key, bytes);
        }
        return true;
    }

    private static bool TryDecode(string base64, out byte[] bytes)
    {
        var bare = base64.TrimEnd('=');
        var padded = bare.PadRight(bare.Length + ((4 - (bare.Length % 4)) % 4), '=');
        bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        if (!Convert.TryFromBase64String(padded, bytes, out var written))
            return false;
        bytes = bytes[..written];
        return true;
    }
}
