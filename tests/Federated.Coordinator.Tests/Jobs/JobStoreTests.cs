using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;

namespace Federated.Coordinator.Tests.Jobs;

public sealed class JobStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDatabase _database = new();
    private readonly JobStore _jobs;

    public JobStoreTests() => _jobs = new JobStore(_database.Database);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Submit_NewDocument_IsQueuedWithItsState()
    {
        var (job, isNew) = Submit();
        Assert.True(isNew);
        Assert.Equal((JobState.Queued, 1, Specs.Churn.ToYaml()), (job.State, job.Round, job.Document));
        Assert.Equal($"churn-{Convert.ToHexStringLower(Specs.Churn.Hash())[..8]}", job.Id);
        Assert.Equal(Specs.InitialState(Specs.Churn), new SnapshotStore(_database.Database).Find(job.SnapshotHash));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Completed)]
    internal void Submit_SameDocumentAgain_IsTheSameJob(JobState? state)
    {
        var first = Submit().Job;
        if (state is { } reached)
            _jobs.SetState(first.Id, reached, "so far", Now);
        var (second, isNew) = Submit();
        Assert.False(isNew);
        Assert.Equal(first.Id, second.Id);
        Assert.Single(_jobs.List());
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Cancelled)]
    internal void Submit_AfterTheJobEndedWithoutAModel_IsANewJobFromTheBeginning(JobState state)
    {
        var first = Submit().Job;
        _jobs.SetState(first.Id, state, "ended", Now);
        var (second, isNew) = Submit();
        Assert.True(isNew);
        Assert.Equal($"{first.Id}-2", second.Id);
        Assert.Equal((JobState.Queued, 1), (second.State, second.Round));
        Assert.Equal(state, _jobs.FindState(first.Id));
    }

    [Fact]
    public void SetState_JobThatEnded_StaysEnded()
    {
        var id = Submit().Job.Id;
        Assert.True(_jobs.SetState(id, JobState.Cancelled, "by the operator", Now));
        Assert.False(_jobs.SetState(id, JobState.Running, "started", Now));
        Assert.False(_jobs.SetState(id, JobState.Completed, "done", Now));
        var job = _jobs.Find(id)!;
        Assert.Equal((JobState.Cancelled, "by the operator", Now), (job.State, job.Detail, job.FinishedAt));
    }

    [Fact]
    public void Note_JobThatEnded_KeepsItsLastWord()
    {
        var id = Submit().Job.Id;
        _jobs.SetState(id, JobState.Failed, "its end", Now);
        _jobs.Note(id, "waits for partners", Now);
        Assert.Equal("its end", _jobs.Find(id)!.Detail);
    }

    [Fact]
    public void Note_SameWordAgain_IsOneEvent()
    {
        var id = Submit().Job.Id;
        _jobs.Note(id, "waits for partners", Now);
        _jobs.Note(id, "waits for partners", Now.AddSeconds(1));
        Assert.Equal(["waits for partners"], _jobs.Events(id, 0).Select(line => line.Text));
    }

    [Fact]
    public void Next_RunningJob_GoesBeforeThoseThatWait()
    {
        var first = _jobs.Submit(Specs.Named("a"), Specs.InitialState(Specs.Named("a")), Now).Job;
        var second = _jobs.Submit(Specs.Named("b"), Specs.InitialState(Specs.Named("b")), Now).Job;
        Assert.Equal(first.Id, _jobs.Next()!.Id);
        _jobs.SetState(second.Id, JobState.Running, "started", Now);
        Assert.Equal(second.Id, _jobs.Next()!.Id);
        _jobs.SetState(second.Id, JobState.Completed, "done", Now);
        Assert.Equal(first.Id, _jobs.Next()!.Id);
        _jobs.SetState(first.Id, JobState.Cancelled, "cancelled", Now);
        Assert.Null(_jobs.Next());
    }

    private (Job Job, bool IsNew) Submit() => _jobs.Submit(Specs.Churn, Specs.InitialState(Specs.Churn), Now);
}
