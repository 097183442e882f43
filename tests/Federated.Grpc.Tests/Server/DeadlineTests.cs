using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;

namespace Federated.Grpc.Tests.Server;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Deadline_PassesInTheHandler_ServerAnswersDeadlineExceeded()
    {
        await using var server = await LoopbackServer.StartEchoAsync(WaitForever);

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(0, []), headers: ("grpc-timeout", "50m"));

        Assert.Equal(StatusCode.DeadlineExceeded, answer.StatusCode);
    }

    [Fact]
    public async Task Deadline_HandlerReturnsTooLate_IsDeadlineExceeded()
    {
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            var expired = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(expired.SetResult);
            await expired.Task;
            return await EchoHandler.Repeat(request, context);
        });

        var answer = await RawCall.PostAsync(server.Address, RawCall.Frame(0, []), headers: ("grpc-timeout", "50m"));

        Assert.Equal(StatusCode.DeadlineExceeded, answer.StatusCode);
    }

    [Fact]
    public async Task Deadline_PassesAtTheClient_IsDeadlineExceededAndTheHandlerIsToldToStop()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var entered = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            await using var registration = context.CancellationToken.Register(() => stopped.TrySetResult());
            entered.SetResult();
            return await WaitForever(request, context);
        });
        using var channel = server.CreateChannel(new GrpcChannelOptions { TimeProvider = clock });

        var call = channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Timeout = TimeSpan.FromHours(1) });
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        clock.FireTimers();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Deadline_InThePast_IsNotSent()
    {
        using var channel = GrpcChannel.ForAddress(RawCall.DeadAddress());

        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Deadline = DateTimeOffset.UtcNow.AddSeconds(-1) }));

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [Fact]
    public async Task Deadline_IsReadOnTheClocksOfTheOptions()
    {
        var noon = new DateTimeOffset(2001, 2, 3, 12, 0, 0, TimeSpan.Zero);
        var seen = DateTime.MinValue;
        await using var server = await LoopbackServer.StartEchoAsync(
            (request, context) =>
            {
                seen = context.Deadline;
                return EchoHandler.Repeat(request, context);
            },
            options => options.TimeProvider = new ManualClock(noon.AddDays(1)));
        using var channel = server.CreateChannel(new GrpcChannelOptions { TimeProvider = new ManualClock(noon) });

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Deadline = noon.AddHours(1) });

        Assert.Equal(noon.AddDays(1).AddHours(1).UtcDateTime, seen);
    }

    [Fact]
    public async Task Deadline_AndTimeoutBothGiven_TheEarlierReachesTheHandler()
    {
        var seen = DateTime.MinValue;
        await using var server = await LoopbackServer.StartEchoAsync((request, context) =>
        {
            seen = context.Deadline;
            return EchoHandler.Repeat(request, context);
        });
        using var channel = server.CreateChannel();
        var now = DateTime.UtcNow;

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Deadline = new DateTimeOffset(now.AddHours(1)), Timeout = TimeSpan.FromHours(9) });
        Assert.True(seen < now.AddHours(2));

        await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { Timeout = TimeSpan.FromDays(8000 * 365) });
        Assert.Equal(DateTime.MaxValue, seen);
    }

    [Fact]
    public async Task Cancellation_ByTheCaller_IsCancelledAndReachesTheHandler()
    {
        var entered = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartEchoAsync(async (request, context) =>
        {
            await using var registration = context.CancellationToken.Register(() => stopped.TrySetResult());
            entered.SetResult();
            return await WaitForever(request, context);
        });
        using var channel = server.CreateChannel();
        using var cancellation = new CancellationTokenSource();

        var call = channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest(), new CallOptions { CancellationToken = cancellation.Token });
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.IsAssignableFrom<OperationCanceledException>(failure.InnerException);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<EchoReply> WaitForever(EchoRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new EchoReply();
    }
}
