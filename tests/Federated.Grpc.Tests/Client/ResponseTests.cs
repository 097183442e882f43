using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Federated.Grpc.Tests.Client;

public sealed class ResponseTests
{
    private static readonly byte[] Good = RawCall.Frame(0, new EchoReply { Text = "good" }.ToByteArray());

    public static TheoryData<string, byte[], string?, StatusCode> Answers => new()
    {
        { "no status", Good, null, StatusCode.Unknown },
        { "status not a number", Good, "fine", StatusCode.Unknown },
        { "status nobody defined", Good, "77", StatusCode.Unknown },
        { "message and then an error", Good, "10", StatusCode.Aborted },
        { "OK without a message", [], "0", StatusCode.Unimplemented },
        { "two messages", [.. Good, .. Good], "0", StatusCode.Unimplemented },
        { "truncated message", Good[..^1], "0", StatusCode.Internal },
        { "truncated message and an error", Good[..^1], "14", StatusCode.Unavailable },
        { "flag 3", RawCall.Frame(3, []), "0", StatusCode.Internal },
        { "length of 4 GiB", RawCall.Frame(0, [], uint.MaxValue), "0", StatusCode.ResourceExhausted },
        { "not a protobuf", RawCall.Frame(0, [0xff]), "0", StatusCode.Internal },
        { "compressed without an encoding", RawCall.Frame(1, [1]), "0", StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_BreaksARule_GetsItsStatus(string what, byte[] body, string? status, StatusCode expected)
    {
        await using var server = await BrokenServer.StartAsync(body, status);

        Assert.Equal((what, expected), (what, (await FailAsync(server)).StatusCode));
    }

    [Fact]
    public async Task Answer_UnknownEncoding_IsInternal()
    {
        await using var server = await BrokenServer.StartAsync(RawCall.Frame(1, [1]), "0", ("grpc-encoding", "br"));

        Assert.Equal(StatusCode.Internal, (await FailAsync(server)).StatusCode);
    }

    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(302, StatusCode.Unknown)]
    [InlineData(500, StatusCode.Unknown)]
    public async Task Answer_HttpErrorWithoutGrpc_FollowsTheTable(int httpStatus, StatusCode expected)
    {
        await using var server = await BrokenServer.StartAsync(http =>
        {
            http.Response.StatusCode = httpStatus;
            return Task.CompletedTask;
        });

        Assert.Equal(expected, (await FailAsync(server)).StatusCode);
    }

    [Fact]
    public async Task Answer_WebPageFromAProxy_IsUnknown()
    {
        await using var server = await BrokenServer.StartAsync(http => http.Response.WriteAsync("<html>Please log in</html>"));

        Assert.Equal(StatusCode.Unknown, (await FailAsync(server)).StatusCode);
    }

    [Fact]
    public async Task Answer_TrailersOnly_GivesStatusAndMetadata()
    {
        await using var server = await BrokenServer.StartAsync(http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = "7";
            http.Response.Headers["grpc-message"] = "kein Zutritt f%C3%BCr Sie";
            http.Response.Headers["why"] = "paused";
            http.Response.Headers["broken-bin"] = "!!";
            return Task.CompletedTask;
        });

        var failure = await FailAsync(server);

        Assert.Equal(new Status(StatusCode.PermissionDenied, "kein Zutritt für Sie"), failure.Status);
        Assert.Equal("paused", failure.Trailers.GetValue("why"));
    }

    [Fact]
    public async Task Answer_ResetByTheServer_HasTheStatusOfTheHttp2Code()
    {
        await using var server = await BrokenServer.StartAsync(http =>
        {
            http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(0xb);
            return Task.CompletedTask;
        });

        var failure = await FailAsync(server);

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.NotNull(failure.InnerException);
    }

    private static async Task<RpcException> FailAsync(LoopbackServer server)
    {
        using var channel = server.CreateChannel();
        return await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));
    }
}
