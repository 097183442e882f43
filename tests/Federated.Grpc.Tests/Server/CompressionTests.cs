using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Federated.Grpc.Wire;
using Google.Protobuf;

namespace Federated.Grpc.Tests.Server;

public sealed class CompressionTests
{
    private static readonly byte[] Message = new EchoRequest { Payload = ByteString.CopyFrom(new byte[100_000]) }.ToByteArray();

    [Fact]
    public async Task Gzip_BothDirections_CarriesTheMessage()
    {
        await using var server = await LoopbackServer.StartEchoAsync(configure: options => options.ResponseCompressionAlgorithm = "gzip");
        using var channel = server.CreateChannel(new GrpcChannelOptions { RequestCompressionAlgorithm = "gzip" });

        var reply = await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Text = "small", Payload = ByteString.CopyFrom(new byte[100_000]) });

        Assert.Equal(("small", 100_000), (reply.Text, reply.Payload.Length));
    }

    [Fact]
    public async Task Gzip_CallerAcceptsIt_ResponseIsSmallAndFlagged()
    {
        await using var server = await LoopbackServer.StartEchoAsync(configure: options => options.ResponseCompressionAlgorithm = "gzip");
        using var compressed = GzipEncoding.Deflate(Message);
        var body = RawCall.Frame(1, compressed.Written.ToArray());

        var answer = await RawCall.PostAsync(server.Address, body, headers: [("grpc-encoding", "gzip"), ("grpc-accept-encoding", "identity, gzip")]);

        Assert.Equal((StatusCode.OK, "gzip", (byte)1), (answer.StatusCode, answer.Encoding, answer.Body[0]));
        Assert.True(answer.Body.Length < 2000);
    }

    [Fact]
    public async Task Gzip_CallerDoesNotAcceptIt_ResponseIsPlain()
    {
        await using var server = await LoopbackServer.StartEchoAsync(configure: options => options.ResponseCompressionAlgorithm = "gzip");

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(0, Message), headers: ("grpc-accept-encoding", "identity,br"));

        Assert.Equal((StatusCode.OK, null, (byte)0), (answer.StatusCode, answer.Encoding, answer.Body[0]));
    }

    [Fact]
    public async Task Gzip_BombInARequest_IsResourceExhausted()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var bomb = GzipEncoding.Deflate(new byte[64 * 1024 * 1024]);

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(1, bomb.Written.ToArray()), headers: ("grpc-encoding", "gzip"));

        Assert.Equal(StatusCode.ResourceExhausted, answer.StatusCode);
        Assert.Contains("inflated", answer.GrpcMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_BombInAResponse_IsResourceExhausted()
    {
        using var bomb = GzipEncoding.Deflate(new byte[64 * 1024 * 1024]);
        await using var server = await BrokenServer.StartAsync(RawCall.Frame(1, bomb.Written.ToArray()), "0", ("grpc-encoding", "gzip"));
        using var channel = server.CreateChannel();

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task Encoding_NobodyKnows_IsUnimplementedWithTheListOfKnownOnes()
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(1, Message), headers: ("grpc-encoding", "snappy"));

        Assert.Equal((StatusCode.Unimplemented, "identity,gzip"), (answer.StatusCode, answer.AcceptEncoding));
    }

    [Fact]
    public async Task Encoding_NamedButNotUsed_IsServed()
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(server.Address, RawCall.Frame(0, Message), headers: ("grpc-encoding", "gzip"))).StatusCode);
    }
}
