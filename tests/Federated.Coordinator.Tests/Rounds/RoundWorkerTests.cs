using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Rounds;
using Federated.Coordinator.Storage;
using Federated.Coordinator.Tests.Jobs;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Coordinator;
using Microsoft.Extensions.Logging;

namespace Federated.Coordinator.Tests.Rounds;

public sealed class RoundWorkerTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly RecordedLog<RoundWorker> _log = new();
    private readonly JobStore _jobs;
    private readonly RoundStore _rounds;

    public RoundWorkerTests()
    {
        _jobs = new JobStore(_database.Database);
        _rounds = new RoundStore(_database.Database, new SnapshotStore(_database.Database));
    }

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Job_WhoseStateIsDamaged_FailsAndTheNextOneIsTaken()
    {
        var damaged = _jobs.Submit(Specs.Named("damaged"), [1, 2, 3], TimeProvider.System.GetUtcNow()).Job.Id;
        var whole = Submit("whole");
        await RunUntilAsync(() => _jobs.FindState(whole) == JobState.Running);
        var job = _jobs.Find(damaged)!;
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("cannot be taken up", job.Detail, StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Level == LogLevel.Error && line.Text.Contains(damaged, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_WhoseSavedUnmaskingIsDamaged_FailsAndTheSharesAreErased()
    {
        var id = Submit("churn");
        var key = new RoundKey { JobId = id, Round = 1, Attempt = 1 };
        _rounds.Open(new RoundRecord(key, "statistics", [], []), TimeProvider.System.GetUtcNow());
        _rounds.SaveUnmasking(key, [1, 2, 3]);
        await RunUntilAsync(() => _jobs.Find(id)!.IsFinal);
        Assert.Equal(JobState.Failed, _jobs.FindState(id));
        Assert.Null(_rounds.FindUnmasking(id));
    }

    [Fact]
    public async Task Job_ThatWaits_SaysForWhomAndEndsWhenItIsCancelled()
    {
        var id = Submit("churn");
        await RunUntilAsync(() =>
        {
            if (_jobs.Find(id)!.Detail is { } detail && detail.Contains("waits for partners: 0 of at least 3", StringComparison.Ordinal))
                _jobs.SetState(id, JobState.Cancelled, "by the operator", TimeProvider.System.GetUtcNow());
            return _jobs.FindState(id) == JobState.Cancelled && _log.Lines.Any(line => line.Text.Contains("Cancelled", StringComparison.Ordinal));
        });
        Assert.Equal("by the operator", _jobs.Find(id)!.Detail);
        Assert.DoesNotContain(_log.Lines, line => line.Level == LogLevel.Error);
    }

    private string Submit(string name) => _jobs.Submit(Specs.Named(name), Specs.InitialState(Specs.Named(name)), TimeProvider.System.GetUtcNow()).Job.Id;

    // Ends with the condition; a worker that never gets there fails by the limit of patience.
    private async Task RunUntilAsync(Func<bool> isReached)
    {
        var partners = new PartnerStore(_database.Database);
        using var worker = new RoundWorker(
            new RoundFloor(), _jobs, new SnapshotStore(_database.Database), _rounds, new MemorySpools(), partners, new Presence(TimeProvider.System), TimeProvider.System, _log);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await worker.StartAsync(CancellationToken.None);
        while (!isReached())
            await Task.Delay(20, patience.Token);
        await worker.StopAsync(CancellationToken.None);
    }
}
