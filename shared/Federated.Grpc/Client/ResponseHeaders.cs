using System.Globalization;
using System.Net.Http.Headers;
using Federated.Grpc.Wire;

namespace Federated.Grpc.Client;

/// <summary>What a block of response headers or trailers says.</summary>
internal static class ResponseHeaders
{
    /// <summary>The status in a header block, or null when it has none. A code that is not a number reads as UNKNOWN.</summary>
    public static Status? ReadStatus(HttpHeaders headers)
    {
        if (Find(headers, GrpcHeaders.Status) is not { } text)
            return null;
        var known = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((StatusCode)number);
        return new Status(known ? (StatusCode)number : StatusCode.Unknown, StatusMessage.Decode(Find(headers, GrpcHeaders.Message) ?? ""));
    }

    /// <summary>The metadata in a header block. Binary values that are not base64 are left out: they must not hide the status beside them.</summary>
    public static Metadata ReadMetadata(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
                MetadataHeaders.TryAdd(metadata, name, value);
        }
        return metadata;
    }

    public static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
