using Federated.Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Federated.Grpc.Server;

/// <summary>What the headers of a call say, parsed once.</summary>
/// <param name="Metadata">The caller's metadata.</param>
/// <param name="Timeout">How long the caller waits, or null.</param>
/// <param name="Deadline">The instant (UTC) that follows from it.</param>
internal readonly record struct RequestStart(Metadata Metadata, TimeSpan? Timeout, DateTime Deadline)
{
    /// <exception cref="RpcException">The timeout or a binary value is malformed (INTERNAL).</exception>
    public static RequestStart Read(HttpRequest request, TimeProvider timeProvider)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                if (!MetadataHeaders.TryAdd(metadata, name, value ?? ""))
                    throw WireErrors.Broken($"The metadata '{name.ToLowerInvariant()}' is not valid base64.");
            }
        }
        if (request.Headers[GrpcHeaders.Timeout] is not [{ } text, ..])
            return new RequestStart(metadata, null, DateTime.MaxValue);
        if (!GrpcTimeout.TryParse(text, out var timeout))
            throw WireErrors.Broken("The grpc-timeout header is malformed: it takes 1 to 8 digits and a unit, one of H M S m u n.");
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return new RequestStart(metadata, timeout, timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue);
    }

    public static bool Accepts(HttpRequest request, string encoding) =>
        request.Headers[GrpcHeaders.AcceptEncoding]
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Contains(encoding, StringComparer.Ordinal);
}
