using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Google.Protobuf;

namespace Federated.Grpc.Tests.Server;

public sealed class MessageSizeTests
{
    private const int Large = 24 * 1024 * 1024;

    [Fact]
    public async Task Request_OverTheServersBound_CallerReadsTheServersStatusWhileItUploads()
    {
        var called = false;
        await using var server = await LoopbackServer.StartEchoAsync((request, context) =>
        {
            called = true;
            return EchoHandler.Repeat(request, context);
        });
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxSendMessageSize = int.MaxValue });

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var failure = await FailAsync(channel, Large);
            Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
            Assert.Contains("request", failure.Status.Detail, StringComparison.Ordinal);
        }
        Assert.False(called);
    }

    [Fact]
    public async Task Request_OverTheClientsBound_IsNotSent()
    {
        using var channel = GrpcChannel.ForAddress(RawCall.DeadAddress(), new GrpcChannelOptions { MaxSendMessageSize = 1000 });

        Assert.Equal(StatusCode.ResourceExhausted, (await FailAsync(channel, 1001)).StatusCode);
    }

    [Fact]
    public async Task Response_OverTheServersBound_IsResourceExhausted()
    {
        await using var server = await LoopbackServer.StartEchoAsync(configure: options => options.MaxSendMessageSize = 1000);
        using var channel = server.CreateChannel();

        var failure = await FailAsync(channel, 1001);

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Contains("response", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_OverTheClientsBound_IsResourceExhausted()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxReceiveMessageSize = 1000 });

        Assert.Equal(StatusCode.ResourceExhausted, (await FailAsync(channel, 100_000)).StatusCode);
        Assert.Equal("still works", (await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Text = "still works" })).Text);
    }

    [Fact]
    public async Task Request_LargerThanKestrelsOwnBound_IsServedWhenOursAllowsIt()
    {
        await using var server = await LoopbackServer.StartEchoAsync(
            (request, _) => Task.FromResult(new EchoReply { Text = $"{request.Payload.Length}" }),
            options => options.MaxReceiveMessageSize = 40 * 1024 * 1024);
        using var channel = server.CreateChannel(new GrpcChannelOptions { MaxSendMessageSize = 40 * 1024 * 1024 });

        var reply = await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Payload = ByteString.CopyFrom(new byte[32_000_000]) });

        Assert.Equal("32000000", reply.Text);
    }

    private static Task<RpcException> FailAsync(GrpcChannel channel, int bytes) =>
        Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Payload = ByteString.CopyFrom(new byte[bytes]) }));
}
