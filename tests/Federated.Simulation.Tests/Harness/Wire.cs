using Federated.ClientNode.Rounds;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federated.Simulation.Tests.Harness;

/// <summary>The coordinator as one node reaches it: every message becomes bytes, is recorded, meets its fate, and is parsed on the other side.</summary>
internal sealed class Wire(SimulatedConsortium consortium, SimulatedNode node) : ICoordinator
{
    private readonly List<(IMessage Message, byte[] Bytes)> _overtaken = [];

    public Task<NextResponse> NextAsync(RoundProgress? progress, TimeSpan wait, CancellationToken cancellation)
    {
        // Never waits: the schedule decides who asks when.
        var next = Call(new NextRequest { Progress = progress, Wait = TimeSpan.Zero.ToDuration(), NodeVersion = "0.1.0" }, NextResponse.Parser);
        consortium.Lie(node, next);
        if (next.Offer is { } offer)
            consortium.Account.Offered(node, offer);
        return Task.FromResult(next);
    }

    public Task<string> GetJobAsync(string jobId, byte[] jobHash, CancellationToken cancellation) =>
        Task.FromResult(Call(new GetJobRequest { JobId = jobId, JobHash = ByteString.CopyFrom(jobHash) }, GetJobResponse.Parser).Document);

    public Task<byte[]> GetSnapshotAsync(byte[] hash, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        GetSnapshotResponse range;
        do
        {
            range = Call(new GetSnapshotRequest { SnapshotHash = ByteString.CopyFrom(hash), Offset = content.Length, Limit = 1 << 20 }, GetSnapshotResponse.Parser);
            content.Write(range.Data.Span);
        }
        while (content.Length < range.TotalLength);
        return Task.FromResult(content.ToArray());
    }

    public Task<bool> SendAsync(IMessage message, CancellationToken cancellation)
    {
        consortium.Account.Sent(node, message);
        try
        {
            Deliver(message);
            return Task.FromResult(true);
        }
        catch (RpcException refused) when (refused.GetErrorInfo()?.Reason is ErrorReasons.RoundOver or ErrorReasons.ProtocolViolation or ErrorReasons.BadMessage)
        {
            return Task.FromResult(false);
        }
    }

    private T Call<T>(IMessage request, MessageParser<T> parser)
        where T : IMessage<T> => parser.ParseFrom(Deliver(request));

    private byte[] Deliver(IMessage message)
    {
        var bytes = message.ToByteArray();
        var fate = consortium.Fate(node, message);
        if (fate.HasFlag(WireFate.NodeDiesBefore))
            throw new SimulatedDeathException();
        consortium.Account.Captured(node, bytes);
        if (fate.HasFlag(WireFate.Overtaken))
        {
            _overtaken.Add((message, bytes));
            return [];
        }

        if (message is CommitUploadRequest)
            DeliverOvertaken();
        if (fate.HasFlag(WireFate.CoordinatorRestartsBefore))
            consortium.RestartCoordinator();
        var answer = Receive(message, bytes);
        if (fate.HasFlag(WireFate.Duplicated))
            Repeat(message, bytes);
        if (fate.HasFlag(WireFate.CoordinatorRestartsAfter))
        {
            consortium.RestartCoordinator();
            answer = Receive(message, bytes);
        }

        return fate.HasFlag(WireFate.NodeDiesAfter) ? throw new SimulatedDeathException() : answer;
    }

    private void DeliverOvertaken()
    {
        foreach (var (message, bytes) in _overtaken)
            Receive(message, bytes);
        _overtaken.Clear();
    }

    // A call that fails for want of a coordinator is repeated until there is one.
    private byte[] Receive(IMessage message, byte[] bytes)
    {
        try
        {
            return consortium.Coordinator.Receive(node.Name, message.Descriptor, bytes);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unavailable)
        {
            consortium.Coordinator.Tick();
            return consortium.Coordinator.Receive(node.Name, message.Descriptor, bytes);
        }
    }

    // The second answer goes to nobody; whatever it is, it must be an answer and not a fault of the coordinator.
    private void Repeat(IMessage message, byte[] bytes)
    {
        try
        {
            Receive(message, bytes);
        }
        catch (RpcException refused)
        {
            Assert.Equal(ErrorReasons.RoundOver, refused.GetErrorInfo()?.Reason);
        }
    }
}
