using Federated.Coordinator.Jobs;
using Federated.Coordinator.Rounds;
using Federated.Coordinator.Storage;
using Federated.Coordinator.Tests.Jobs;
using Federated.Hosting.Storage;
using Federated.Protocol.V1;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Tests.Rounds;

public sealed class RoundStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] NextState = [1, 2, 3];

    private readonly TemporaryDatabase _database = new();
    private readonly JobStore _jobs;
    private readonly RoundStore _rounds;
    private readonly string _job;

    public RoundStoreTests()
    {
        _jobs = new JobStore(_database.Database);
        _rounds = new RoundStore(_database.Database, new SnapshotStore(_database.Database));
        _job = _jobs.Submit(Specs.Churn, Specs.InitialState(Specs.Churn), Now).Job.Id;
        _jobs.SetState(_job, JobState.Running, "started", Now);
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public void NextAttempt_AfterAnyEnd_IsANumberThatWasNeverUsed()
    {
        Assert.Equal(1, _rounds.NextAttempt(_job, 1));
        Open(1, 1);
        _rounds.Abort(Key(1, 1), "too few", canRetryRound: true, Now);
        Assert.Equal(2, _rounds.NextAttempt(_job, 1));
        Open(1, 2);
        // A crash: the attempt was left open, and another process opens the file.
        Assert.Equal(3, Reopened().NextAttempt(_job, 1));
        Assert.Equal(RoundResult.Aborted, _rounds.FindResult(Key(1, 2)));
        Assert.Equal(1, _rounds.NextAttempt(_job, 2));
    }

    [Fact]
    public void Open_NumberThatWasUsed_Throws()
    {
        Open(1, 1);
        Assert.Throws<SqliteException>(() => Open(1, 1));
    }

    [Fact]
    public void Seal_Attempt_MovesTheJobOnInOneStep()
    {
        Open(1, 1);
        _rounds.SaveUnmasking(Key(1, 1), [9]);
        _rounds.SaveResponse(Key(1, 1), "a", [2]);
        Assert.True(_rounds.Seal(Key(1, 1), ["a", "b"], [7], SnapshotContent.Of(NextState), "round 1 sealed", Now));
        var job = _jobs.Find(_job)!;
        Assert.Equal((2, "round 1 sealed"), (job.Round, job.Detail));
        Assert.Equal(NextState, new SnapshotStore(_database.Database).Find(job.SnapshotHash));
        Assert.Equal(RoundResult.Sealed, _rounds.FindResult(Key(1, 1)));
        Assert.Null(_rounds.FindUnmasking(_job));
        Assert.Equal(0, Responses());
        Assert.Contains(_jobs.Events(_job, 0), line => line.Text == "round 1 sealed");
    }

    [Fact]
    public void Seal_ThatCannotEnd_ChangesNothing()
    {
        Open(1, 1);
        var before = _jobs.Find(_job)!;
        _database.Database.Execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        Assert.Throws<SqliteException>(() => _rounds.Seal(Key(1, 1), ["a"], [7], SnapshotContent.Of(NextState), "sealed", Now));
        var after = _jobs.Find(_job)!;
        Assert.Equal((before.Round, before.Detail), (after.Round, after.Detail));
        Assert.Equal(before.SnapshotHash, after.SnapshotHash);
        Assert.Null(_rounds.FindResult(Key(1, 1)));
        Assert.Equal([1L], _database.Database.Query("SELECT count(*) FROM snapshots", row => row.GetInt64(0)));
    }

    [Fact]
    public void FindUnmasking_AttemptThatHadBegun_IsWholeAfterARestart()
    {
        var member = new RosterMember { NodeId = "a", LegalEntity = "a", Certificate = Google.Protobuf.ByteString.CopyFrom(4, 5) };
        Open(1, 1, member);
        Assert.Null(_rounds.FindUnmasking(_job));
        _rounds.SaveUnmasking(Key(1, 1), [1, 2]);
        _rounds.SaveResponse(Key(1, 1), "b", [4]);
        _rounds.SaveResponse(Key(1, 1), "a", [3]);
        var saved = Reopened().FindUnmasking(_job)!;
        Assert.Equal(Key(1, 1), saved.Key);
        Assert.Equal([member], saved.Members);
        Assert.Equal([1, 2], saved.Unmasking);
        Assert.Equal([[3], [4]], saved.Responses);
    }

    [Fact]
    public void NextAttempt_AttemptThatHadBegunToUnmask_IsNotClosed()
    {
        Open(1, 1);
        _rounds.SaveUnmasking(Key(1, 1), [1]);
        _rounds.NextAttempt(_job, 1);
        Assert.NotNull(_rounds.FindUnmasking(_job));
    }

    [Fact]
    public void Abort_AfterSharesWereReleased_MovesTheRoundOn()
    {
        Open(1, 1);
        _rounds.SaveUnmasking(Key(1, 1), [1]);
        _rounds.SaveResponse(Key(1, 1), "a", [2]);
        _rounds.Abort(Key(1, 1), "too few shares", canRetryRound: false, Now);
        Assert.Equal(2, _jobs.Find(_job)!.Round);
        Assert.Equal(0, Responses());
        Assert.Null(_rounds.FindUnmasking(_job));
        Assert.Equal(RoundResult.Aborted, _rounds.FindResult(Key(1, 1)));
    }

    [Fact]
    public void JobEndedByTheOperator_AttemptUnderWay_IsOverAndItsSharesAreErased()
    {
        Open(1, 1);
        _rounds.SaveUnmasking(Key(1, 1), [1]);
        _rounds.SaveResponse(Key(1, 1), "a", [2]);
        var before = _jobs.Find(_job)!;
        _jobs.SetState(_job, JobState.Cancelled, "by the operator", Now);
        Assert.Null(_rounds.FindUnmasking(_job));
        // The loop has not noticed yet.
        _rounds.SaveUnmasking(Key(1, 1), [1, 2]);
        _rounds.SaveResponse(Key(1, 1), "b", [2]);
        Assert.Equal(0, Responses());
        Assert.False(_rounds.Seal(Key(1, 1), ["a"], [7], SnapshotContent.Of(NextState), "sealed", Now));
        Assert.Equal(RoundResult.Aborted, _rounds.FindResult(Key(1, 1)));
        Assert.Equal([0L], _database.Database.Query("SELECT count(*) FROM rounds WHERE unmasking IS NOT NULL", row => row.GetInt64(0)));
        var after = _jobs.Find(_job)!;
        Assert.Equal((before.Round, "by the operator"), (after.Round, after.Detail));
    }

    [Fact]
    public void FindResult_HostileKey_IsNothing()
    {
        Assert.Null(_rounds.FindResult(new RoundKey()));
        Assert.Null(_rounds.FindResult(new RoundKey { JobId = "'; DROP TABLE rounds; --", Round = uint.MaxValue, Attempt = uint.MaxValue }));
    }

    private void Open(uint round, uint attempt, params RosterMember[] members) => _rounds.Open(new RoundRecord(Key(round, attempt), "statistics", ["a"], members), Now);

    private long Responses() => _database.Database.Query("SELECT count(*) FROM responses", row => row.GetInt64(0)).Single();

    private RoundKey Key(uint round, uint attempt) => new() { JobId = _job, Round = round, Attempt = attempt };

    private RoundStore Reopened()
    {
        var database = _database.Reopen();
        return new RoundStore(database, new SnapshotStore(database));
    }
}
