using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Federated.Grpc.Wire;

/// <summary>The message encoding <c>gzip</c>, with a bound on what comes out.</summary>
internal static class GzipEncoding
{
    /// <summary>Inflates a message.</summary>
    /// <exception cref="RpcException">More than <paramref name="maxLength"/> bytes come out (RESOURCE_EXHAUSTED), or the input is not gzip (INTERNAL).</exception>
    public static PooledBuffer Inflate(ReadOnlySequence<byte> compressed, int maxLength)
    {
        var inflated = new PooledBuffer((int)Math.Min(maxLength, compressed.Length * 4));
        try
        {
            using var gzip = new GZipStream(PipeReader.Create(compressed).AsStream(), CompressionMode.Decompress);
            while (true)
            {
                var read = gzip.Read(inflated.GetSpan(4096));
                if (read == 0)
                    return inflated;
                if (inflated.Length + (long)read > maxLength)
                    throw WireErrors.TooLarge("inflated message", $"more than {maxLength}", maxLength);
                inflated.Advance(read);
            }
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

    public static PooledBuffer Deflate(ReadOnlyMemory<byte> message)
    {
        var compressed = new PooledBuffer((message.Length / 2) + 64);
        using (var gzip = new GZipStream(new PooledBufferStream(compressed), CompressionLevel.Fastest))
            gzip.Write(message.Span);
        return compressed;
    }
}
