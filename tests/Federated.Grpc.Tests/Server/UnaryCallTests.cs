using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Google.Protobuf;

namespace Federated.Grpc.Tests.Server;

public sealed class UnaryCallTests
{
    [Fact]
    public async Task Call_Simple_ReturnsTheResponse()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel();

        var reply = await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Text = "grüße" });

        Assert.Equal("grüße", reply.Text);
    }

    [Fact]
    public async Task Call_ThreeMebibytes_ComesBackWhole()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel();
        var payload = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(payload);

        var reply = await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Payload = ByteString.CopyFrom(payload) });

        Assert.True(reply.Payload.Span.SequenceEqual(payload));
    }

    [Fact]
    public async Task Call_EmptyMessages_AreMessages()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        using var channel = server.CreateChannel();

        Assert.Equal(new EchoReply(), await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));
    }

    [Fact]
    public async Task Call_SixtyFourAtOnce_EachGetsItsOwnAnswer()
    {
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            await Task.Yield();
            return await EchoHandler.Repeat(request, context);
        });
        using var channel = server.CreateChannel();

        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
            channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Text = $"{number}", Payload = ByteString.CopyFrom(new byte[10_000 + number]) })));

        Assert.Equal(Enumerable.Range(0, 64).Select(number => ($"{number}", 10_000 + number)), replies.Select(reply => (reply.Text, reply.Payload.Length)));
    }

    [Fact]
    public async Task Call_MetadataBothWays_ArrivesInOrder()
    {
        var bytes = new byte[] { 0, 1, 255 };
        Metadata? seen = null;
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            seen = context.RequestHeaders;
            await context.WriteResponseHeadersAsync(new Metadata { { "ahead", "first" }, { "ahead-bin", bytes } });
            context.ResponseTrailers.Add("after", "last");
            context.ResponseTrailers.Add("after-bin", bytes);
            return await EchoHandler.Repeat(request, context);
        });
        using var channel = server.CreateChannel();

        var options = new CallOptions { Headers = new Metadata { { "asked", "yes" }, { "asked-bin", bytes } } };
        var response = await channel.UnaryCallWithMetadataAsync(LoopbackServer.EchoMethod, new EchoRequest(), options);

        Assert.Equal("yes", seen!.GetValue("asked"));
        Assert.Equal(bytes, seen.GetValueBytes("asked-bin"));
        Assert.Equal("first", response.Headers.GetValue("ahead"));
        Assert.Equal(bytes, response.Headers.GetValueBytes("ahead-bin"));
        Assert.Equal("last", response.Trailers.GetValue("after"));
        Assert.Equal(bytes, response.Trailers.GetValueBytes("after-bin"));
        Assert.DoesNotContain(seen, entry => entry.Key is "te" or "content-type" || entry.Key.StartsWith("grpc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_Context_TellsMethodPeerAndHttp()
    {
        (string Method, string Peer, string Host, DateTime Deadline, string Protocol)? seen = null;
        await using var server = await LoopbackServer.StartEchoAsync((request, context) =>
        {
            seen = (context.Method, context.Peer, context.Host, context.Deadline, context.GetHttpContext().Request.Protocol);
            return EchoHandler.Repeat(request, context);
        });
        using var channel = server.CreateChannel();

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest());

        Assert.Equal(RawCall.EchoPath, seen!.Value.Method);
        Assert.StartsWith("ipv4:127.0.0.1:", seen.Value.Peer, StringComparison.Ordinal);
        Assert.Equal(server.Address.Authority, seen.Value.Host);
        Assert.Equal(DateTime.MaxValue, seen.Value.Deadline);
        Assert.Equal("HTTP/2", seen.Value.Protocol);
    }

    [Fact]
    public async Task Call_HeadersWrittenTwice_FailsInTheHandlerAndStillEndsWithAStatus()
    {
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata());
            await context.WriteResponseHeadersAsync(new Metadata());
            return new EchoReply();
        });
        server.ExpectedErrors = 1;
        using var channel = server.CreateChannel();

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
    }
}
