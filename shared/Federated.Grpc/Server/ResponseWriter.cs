using System.Globalization;
using Federated.Grpc.Wire;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Federated.Grpc.Server;

/// <summary>Writes the answer of a call: headers and message and trailers, or everything in one header block when there is no message.</summary>
internal static class ResponseWriter
{
    public static async Task WriteMessageAsync(HttpResponse response, IMessage message, bool compress, CancellationToken cancellationToken)
    {
        // Trailers can only be appended to a response that has started.
        if (!response.HasStarted)
            await response.StartAsync(cancellationToken);
        MessageWriter.Write(message, compress, response.BodyWriter);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Puts the status and the metadata into the trailers, or into the headers while these are still ours to write.</summary>
    public static void WriteStatus(HttpResponse response, Status status, Metadata trailers)
    {
        var destination = response.HasStarted
            ? response.HttpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : response.Headers;
        destination[GrpcHeaders.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (status.Detail.Length > 0)
            destination[GrpcHeaders.Message] = StatusMessage.Encode(status.Detail);
        AppendMetadata(destination, trailers);
    }

    public static void AppendMetadata(IHeaderDictionary destination, Metadata metadata)
    {
        foreach (var entry in metadata)
            destination.Append(entry.Key, MetadataHeaders.Encode(entry));
    }
}
