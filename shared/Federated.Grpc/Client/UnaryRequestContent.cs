using System.Net;
using System.Net.Http.Headers;
using Federated.Grpc.Wire;
using Google.Protobuf;

namespace Federated.Grpc.Client;

/// <summary>
/// The body of a call. The message is written out anew each time the transport asks, so that a rented buffer lives exactly as long as it is being sent:
/// were it owned by the call, an early answer could return it while the transport still reads it.
/// </summary>
internal sealed class UnaryRequestContent : HttpContent
{
    private readonly IMessage _message;
    private readonly bool _compress;

    public UnaryRequestContent(IMessage message, bool compress)
    {
        _message = message;
        _compress = compress;
        Headers.ContentType = new MediaTypeHeaderValue(GrpcHeaders.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var frame = new PooledBuffer(_compress ? 256 : MessageReader.HeaderLength + _message.CalculateSize());
        MessageWriter.Write(_message, _compress, frame);
        await stream.WriteAsync(frame.Written, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
