using System.Buffers;

namespace Federated.Grpc.Wire;

/// <summary>What a metadata name and an ASCII value may hold (gRPC over HTTP/2, "Custom-Metadata").</summary>
internal static class MetadataRules
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_-.");

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "connection", "content-length", "content-type", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    };

    public static string NormalizeKey(string key)
    {
        var lower = key.ToLowerInvariant();
        if (!IsKey(lower))
            throw new ArgumentException($"'{key}' is not a metadata name: use letters, digits, '_', '-' and '.'.", nameof(key));
        if (IsReserved(lower))
            throw new ArgumentException($"The metadata name '{key}' belongs to the protocol: choose another.", nameof(key));
        return lower;
    }

    public static bool IsKey(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    public static bool IsReserved(string key) =>
        Reserved.Contains(key) || (key.StartsWith("grpc-", StringComparison.Ordinal) && key != GrpcHeaders.StatusDetails);

    public static bool IsAsciiValue(string value) =>
        !value.AsSpan().ContainsAnyExceptInRange('\x20', '\x7e') && !value.StartsWith(' ') && !value.EndsWith(' ');
}
