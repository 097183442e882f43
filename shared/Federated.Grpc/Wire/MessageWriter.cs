using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Federated.Grpc.Wire;

/// <summary>Writes one message with its five-byte header.</summary>
internal static class MessageWriter
{
    /// <summary>Throws RESOURCE_EXHAUSTED when the message is larger than the bound.</summary>
    public static void CheckLength(IMessage message, string what, int maxLength)
    {
        var length = message.CalculateSize();
        if (length > maxLength)
            throw WireErrors.TooLarge(what, $"{length}", maxLength);
    }

    public static void Write(IMessage message, bool compress, IBufferWriter<byte> output)
    {
        var length = message.CalculateSize();
        if (!compress || length == 0)
        {
            WriteHeader(0, length, output);
            message.WriteTo(output);
            return;
        }
        using var plain = new PooledBuffer(length);
        message.WriteTo(plain);
        using var compressed = GzipEncoding.Deflate(plain.Written);
        WriteHeader(1, compressed.Length, output);
        output.Write(compressed.Written.Span);
    }

    private static void WriteHeader(byte flag, int length, IBufferWriter<byte> output)
    {
        var header = output.GetSpan(MessageReader.HeaderLength);
        header[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
        output.Advance(MessageReader.HeaderLength);
    }
}
