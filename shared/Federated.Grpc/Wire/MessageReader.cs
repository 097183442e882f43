using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Federated.Grpc.Wire;

/// <summary>
/// Reads the single message of one direction of a unary call: a flag byte, a length of four bytes (big endian), the message, the end of the stream.
/// The length is judged before the message is buffered, and the message is parsed from the transport's own buffers.
/// </summary>
internal static class MessageReader
{
    public const int HeaderLength = 5;

    /// <summary>The message, or null when the stream ended without one.</summary>
    /// <exception cref="RpcException">The frame or the message breaks a rule or a bound.</exception>
    public static async Task<TMessage?> ReadSingleAsync<TMessage>(PipeReader input, MessageParser<TMessage> parser, MessageReadSettings settings, CancellationToken cancellationToken)
        where TMessage : class, IMessage<TMessage>
    {
        TMessage? message = null;
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (result.IsCanceled)
                throw new OperationCanceledException(cancellationToken);
            var buffer = result.Buffer;
            if (message is null && TryReadFrame(buffer, settings, out var compressed, out var payload))
            {
                message = Parse(payload, compressed, parser, settings);
                buffer = buffer.Slice(payload.End);
            }
            if (message is not null && buffer.Length > 0)
                throw WireErrors.WrongCardinality($"A second message follows the {settings.What} of a unary call.");
            if (result.IsCompleted)
            {
                if (message is null && buffer.Length > 0)
                    throw WireErrors.Broken($"The {settings.What} ended in the middle of a message.");
                input.AdvanceTo(buffer.End);
                return message;
            }
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool TryReadFrame(ReadOnlySequence<byte> buffer, MessageReadSettings settings, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        compressed = false;
        payload = default;
        if (buffer.Length < HeaderLength)
            return false;
        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        if (header[0] > 1)
            throw WireErrors.Broken($"The {settings.What} begins with the flag {header[0]}, and only 0 and 1 exist.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > settings.MaxLength)
            throw WireErrors.TooLarge(settings.What, $"{length}", settings.MaxLength);
        if (buffer.Length < HeaderLength + length)
            return false;
        compressed = header[0] == 1;
        payload = buffer.Slice(HeaderLength, length);
        return true;
    }

    private static TMessage Parse<TMessage>(ReadOnlySequence<byte> payload, bool compressed, MessageParser<TMessage> parser, MessageReadSettings settings)
        where TMessage : class, IMessage<TMessage>
    {
        try
        {
            if (!compressed)
                return parser.ParseFrom(payload);
            if (settings.Encoding is null or GrpcHeaders.Identity)
                throw WireErrors.Broken($"The {settings.What} is flagged as compressed without naming an encoding.");
            if (settings.Encoding != GrpcHeaders.Gzip)
                throw WireErrors.UnknownEncoding(settings.UnknownEncoding, settings.Encoding);
            using var inflated = GzipEncoding.Inflate(payload, settings.MaxLength);
            return parser.ParseFrom(new ReadOnlySequence<byte>(inflated.Written));
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw WireErrors.Broken($"The {settings.What} is not a valid {typeof(TMessage).Name}.", fault);
        }
    }
}
