using System.Net;
using System.Net.Http.Headers;
using Federated.Grpc.Wire;
using Google.Protobuf;

namespace Federated.Grpc.Client;

/// <summary>The HTTP request of a call.</summary>
internal static class RequestMessage
{
    private static readonly ProductInfoHeaderValue UserAgent =
        new("federated-grpc", typeof(RequestMessage).Assembly.GetName().Version?.ToString(3) ?? "0");

    public static HttpRequestMessage Create(Uri address, string path, IMessage message, TimeSpan? timeout, Metadata? metadata, string? compression)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new UnaryRequestContent(message, compression is not null),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, GrpcHeaders.AcceptedEncodings);
        if (compression is not null)
            request.Headers.TryAddWithoutValidation(GrpcHeaders.Encoding, compression);
        if (timeout is { } wait)
            request.Headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Format(wait));
        foreach (var entry in metadata ?? [])
            request.Headers.TryAddWithoutValidation(entry.Key, MetadataHeaders.Encode(entry));
        return request;
    }
}
