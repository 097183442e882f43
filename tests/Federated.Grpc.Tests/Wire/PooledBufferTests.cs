using System.Buffers;
using Federated.Grpc.Wire;

namespace Federated.Grpc.Tests.Wire;

public sealed class PooledBufferTests
{
    [Fact]
    public void Write_MoreThanTheFirstArray_KeepsAllBytes()
    {
        using var buffer = new PooledBuffer(1);
        var expected = Enumerable.Range(0, 100_000).Select(value => (byte)value).ToArray();
        foreach (var part in expected.Chunk(777))
            buffer.Write(part);

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Fact]
    public void Dispose_Twice_ReturnsTheArrayOnce()
    {
        var buffer = new PooledBuffer(1000);
        buffer.Dispose();
        buffer.Dispose();
        var first = ArrayPool<byte>.Shared.Rent(1000);
        var second = ArrayPool<byte>.Shared.Rent(1000);

        Assert.NotSame(first, second);
        Assert.Equal(0, buffer.Length);
    }
}
