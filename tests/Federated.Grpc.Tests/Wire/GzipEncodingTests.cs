using System.Buffers;
using Federated.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Grpc.Tests.Wire;

public sealed class GzipEncodingTests
{
    [Fact]
    public void Inflate_WhatDeflateMade_IsTheSame() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            using var compressed = GzipEncoding.Deflate(bytes);
            using var inflated = GzipEncoding.Inflate(new ReadOnlySequence<byte>(compressed.Written), bytes.Length);
            return inflated.Written.Span.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Inflate_BombOfSixtyFourMebibytes_IsRefusedAtTheBound()
    {
        using var bomb = GzipEncoding.Deflate(new byte[64 * 1024 * 1024]);
        Assert.True(bomb.Length < 1024 * 1024);

        var failure = Assert.Throws<RpcException>(() => GzipEncoding.Inflate(new ReadOnlySequence<byte>(bomb.Written), 1024 * 1024));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public void Inflate_OneByteOverTheBound_IsRefused()
    {
        using var compressed = GzipEncoding.Deflate(new byte[10_001]);

        Assert.Throws<RpcException>(() => GzipEncoding.Inflate(new ReadOnlySequence<byte>(compressed.Written), 10_000));
    }

    [Fact]
    public void Inflate_EveryTruncation_IsInternal()
    {
        using var compressed = GzipEncoding.Deflate(Enumerable.Range(0, 300).Select(value => (byte)(value * value)).ToArray());
        for (var length = 1; length < compressed.Length; length++)
        {
            var failure = Assert.Throws<RpcException>(() => GzipEncoding.Inflate(new ReadOnlySequence<byte>(compressed.Written[..length]), 10_000));
            Assert.Equal(StatusCode.Internal, failure.StatusCode);
        }
    }
}
