using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Federated.Grpc.Tests.Server;

public sealed class HandlerFailureTests
{
    [Fact]
    public async Task Handler_ThrowsAnException_CallerSeesUnknownWithoutItsText()
    {
        await using var server = await LoopbackServer.StartEchoAsync((_, _) => throw new InvalidOperationException("the password is hunter2"));
        server.ExpectedErrors = 1;

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(0, []));

        Assert.Equal(StatusCode.Unknown, answer.StatusCode);
        Assert.DoesNotContain("hunter2", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", answer.GrpcMessage, StringComparison.Ordinal);
        Assert.Contains(server.Log.Errors, error => error.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handler_ReturnsNull_IsUnknown()
    {
        await using var server = await LoopbackServer.StartEchoAsync((_, _) => Task.FromResult<EchoReply>(null!));
        server.ExpectedErrors = 1;
        using var channel = server.CreateChannel();

        Assert.Equal(StatusCode.Unknown, (await FailAsync(channel)).StatusCode);
    }

    [Fact]
    public async Task Handler_ThrowsWithDetails_CallerGetsThemAll()
    {
        await using var server = await LoopbackServer.StartEchoAsync((_, context) =>
        {
            context.ResponseTrailers.Add("attempt", "2");
            throw new Google.Rpc.Status
            {
                Code = (int)StatusCode.FailedPrecondition,
                Message = "Die Einladung ist abgelaufen: 100 %\n",
                Details = { Any.Pack(new ErrorInfo { Reason = "INVITE_EXPIRED", Domain = "federated", Metadata = { ["invite"] = "north" } }) },
            }.ToRpcException();
        });
        using var channel = server.CreateChannel();

        var failure = await FailAsync(channel);

        Assert.Equal(new Status(StatusCode.FailedPrecondition, "Die Einladung ist abgelaufen: 100 %\n"), failure.Status);
        Assert.Equal("INVITE_EXPIRED", failure.GetErrorInfo()!.Reason);
        Assert.Equal("north", failure.GetErrorInfo()!.Metadata["invite"]);
        Assert.Equal("2", failure.Trailers.GetValue("attempt"));
    }

    [Fact]
    public async Task Handler_FailsAfterItsHeaders_StatusComesInTheTrailers()
    {
        await using var server = await LoopbackServer.StartEchoAsync(async (_, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "ahead", "1" } });
            throw new RpcException(new Status(StatusCode.Aborted, "lost a race"));
        });
        using var channel = server.CreateChannel();

        Assert.Equal(new Status(StatusCode.Aborted, "lost a race"), (await FailAsync(channel)).Status);
    }

    private static Task<RpcException> FailAsync(GrpcChannel channel) =>
        Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));
}
