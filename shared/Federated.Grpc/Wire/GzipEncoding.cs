using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Federated.Grpc.Wire;

/// <summary>The message encoding <c>gzip</c>, with a bound on what comes out.</summary>
internal static class GzipEncoding
{
    // Header of ten bytes, two of deflate for nothing at all, trailer of eight (RFC 1952, section 2.2).
    private const int ShortestStream = 20;

    /// <summary>Inflates a message. No bytes at all inflate to none, as some senders have it.</summary>
    /// <exception cref="RpcException">More than <paramref name="maxLength"/> bytes come out (RESOURCE_EXHAUSTED), or the input is not gzip (INTERNAL).</exception>
    public static PooledBuffer Inflate(ReadOnlySequence<byte> compressed, int maxLength)
    {
        var inflated = new PooledBuffer((int)Math.Min(maxLength, compressed.Length * 4));
        try
        {
            using var gzip = new GZipStream(new SequenceStream(compressed), CompressionMode.Decompress);
            while (gzip.Read(inflated.GetSpan(4096)) is > 0 and var read)
            {
                if (inflated.Length + (long)read > maxLength)
                    throw WireErrors.TooLarge("inflated message", $"more than {maxLength}", maxLength);
                inflated.Advance(read);
            }
            if (compressed.Length > 0 && StatedLength(compressed) != inflated.Length)
                throw new InvalidDataException("The stream ends early or goes on after its end.");
            return inflated;
        }
        catch (InvalidDataException fault)
        {
            inflated.Dispose();
            throw WireErrors.Broken("The compressed message is not valid gzip.", fault);
        }
        catch (RpcException)
        {
            inflated.Dispose();
            throw;
        }
    }

    // GZipStream takes a stream that is cut short for a whole one. The last four bytes name the length of what went in (RFC 1952, section 2.3.1).
    private static long StatedLength(ReadOnlySequence<byte> compressed)
    {
        if (compressed.Length < ShortestStream)
            return -1;
        Span<byte> length = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    public static PooledBuffer Deflate(ReadOnlyMemory<byte> message)
    {
        var compressed = new PooledBuffer((message.Length / 2) + 64);
        using (var gzip = new GZipStream(new PooledBufferStream(compressed), CompressionLevel.Fastest))
            gzip.Write(message.Span);
        return compressed;
    }
}
