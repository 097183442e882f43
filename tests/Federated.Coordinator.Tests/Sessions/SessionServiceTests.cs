using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Rounds;
using Federated.Coordinator.Sessions;
using Federated.Coordinator.Storage;
using Federated.Coordinator.Tests.Jobs;
using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federated.Coordinator.Tests.Sessions;

public sealed class SessionServiceTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly RoundFloor _floor = new();
    private readonly Presence _presence;
    private readonly PartnerStore _partners;
    private readonly RoundStore _rounds;
    private readonly SessionService _service;

    public SessionServiceTests()
    {
        _presence = new Presence(_clock);
        _partners = new PartnerStore(_database.Database);
        _rounds = new RoundStore(_database.Database, new SnapshotStore(_database.Database));
        _service = new SessionService(_floor, _rounds, _presence, _partners, _clock);
        _partners.TryInvite("a", new byte[32], _clock.Now.AddHours(1));
        _partners.SetState("a", PartnerState.Active);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Next_NoWait_IsIdleAtOnce() =>
        Assert.Equal(NextResponse.InstructionOneofCase.Idle, (await _service.Next(new NextRequest(), new Caller("a"))).InstructionCase);

    [Fact]
    public async Task Next_WhileItWaits_IsPresentAndLooksAgainAtEachChange()
    {
        var poll = _service.Next(new NextRequest { Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) }, new Caller("a"));
        Assert.False(poll.IsCompleted);
        Assert.True(_presence.IsPresent("a"));
        _clock.Now = _clock.Now.AddSeconds(30);
        _floor.Signal();
        Assert.Equal(NextResponse.InstructionOneofCase.Idle, (await poll).InstructionCase);
    }

    [Fact]
    public async Task Next_WaitOfYears_IsGrantedAMinute()
    {
        var poll = _service.Next(new NextRequest { Wait = new Duration { Seconds = 315_576_000_000 } }, new Caller("a"));
        _clock.Now = _clock.Now.AddSeconds(60);
        _floor.Signal();
        Assert.Equal(NextResponse.InstructionOneofCase.Idle, (await poll).InstructionCase);
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, int.MaxValue)]
    public async Task Next_WaitThatIsNoDuration_IsRefused(long seconds, int nanos)
    {
        var request = new NextRequest { Wait = new Duration { Seconds = seconds, Nanos = nanos } };
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _service.Next(request, new Caller("a")));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.False(_presence.IsPresent("a"));
    }

    [Fact]
    public async Task Next_CallerThatHangsUp_LeavesNothingOpen()
    {
        using var cancellation = new CancellationTokenSource();
        var poll = _service.Next(new NextRequest { Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) }, new Caller("a", cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        _clock.Now = _clock.Now.AddSeconds(10);
        Assert.False(_presence.IsPresent("a"));
    }

    [Fact]
    public async Task Next_VersionOfControlCharacters_IsMadePrintable()
    {
        await _service.Next(new NextRequest { NodeVersion = "1.0\u001b[2J" + new string('x', 1000) }, new Caller("a"));
        var version = _partners.Find("a")!.Version!;
        Assert.StartsWith("1.0?[2J", version, StringComparison.Ordinal);
        Assert.True(version.Length <= 41);
    }

    [Fact]
    public async Task Next_RoundThatIsOver_SaysHowItEnded()
    {
        var key = Open();
        _rounds.Seal(key, ["a"], [1], SnapshotContent.Of([2]), "sealed", _clock.Now);
        Assert.Equal(RoundResult.Sealed, (await AskAsync(key)).Outcome.Result);
        Assert.Equal(RoundResult.Aborted, (await AskAsync(new RoundKey { JobId = "none", Round = uint.MaxValue })).Outcome.Result);
    }

    [Fact]
    public async Task Next_RoundThatUnmasksBeforeTheWorkerIsBack_IsToldToWait()
    {
        var key = Open();
        new JobStore(_database.Database).SetState(key.JobId, JobState.Running, "started", _clock.Now);
        _rounds.SaveUnmasking(key, [1]);
        Assert.Equal(NextResponse.InstructionOneofCase.Idle, (await AskAsync(key)).InstructionCase);
        new JobStore(_database.Database).SetState(key.JobId, JobState.Cancelled, "by the operator", _clock.Now);
        Assert.Equal(RoundResult.Aborted, (await AskAsync(key)).Outcome.Result);
    }

    private Task<NextResponse> AskAsync(RoundKey key) => _service.Next(new NextRequest { Progress = new RoundProgress { Round = key, Completed = RoundStep.Agreed } }, new Caller("a"));

    private RoundKey Open()
    {
        var job = new JobStore(_database.Database).Submit(Specs.Churn, Specs.InitialState(Specs.Churn), _clock.Now).Job;
        var key = new RoundKey { JobId = job.Id, Round = 1, Attempt = 1 };
        _rounds.Open(new RoundRecord(key, "statistics", ["a"], []), _clock.Now);
        return key;
    }
}
