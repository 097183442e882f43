using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Models;
using Federated.Coordinator.Sessions;
using Federated.Learning.State;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Google.Protobuf;

namespace Federated.Coordinator.Rounds;

/// <summary>Takes jobs in the order of their submission and keeps the round loop of one going until it ends.</summary>
internal sealed class RoundWorker(
    RoundFloor floor, JobStore jobs, SnapshotStore snapshots, IRoundJournal journal, PartnerStore partners, Presence presence, TimeProvider clock, ILogger<RoundWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    // The membership is read from the database this often, and the job's own row for a cancellation.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (jobs.Next() is { } job)
                await RunAsync(job, stoppingToken);
            else
                await Task.Delay(Pace, clock, stoppingToken);
        }
    }

    private async Task RunAsync(Job job, CancellationToken stoppingToken)
    {
        if (Begin(job) is not { } loop)
            return;
        floor.Place(loop);
        RoundLog.Started(logger, job.Id, job.Round);
        try
        {
            await DriveAsync(loop, stoppingToken);
        }
        finally
        {
            floor.Place(null);
        }
    }

    private RoundLoop? Begin(Job job)
    {
        try
        {
            var spec = JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Names);
            var state = Safetensors.Read(snapshots.Find(job.SnapshotHash)!);
            jobs.SetState(job.Id, JobState.Running, job.State == JobState.Running ? "goes on after a restart" : "started", clock.GetUtcNow());
            return new RoundLoop(job, spec, TaskCatalogue.For(spec), state, journal, clock.GetUtcNow());
        }
        catch (ProtocolViolationException damaged)
        {
            var cause = $"its saved round cannot be taken up again: {damaged.Violation.Words}";
            RoundLog.Ended(logger, job.Id, JobState.Failed, cause);
            jobs.SetState(job.Id, JobState.Failed, cause, clock.GetUtcNow());
            return null;
        }
    }

    private async Task DriveAsync(RoundLoop loop, CancellationToken stoppingToken)
    {
        var glancedAt = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            if (now - glancedAt >= Glance)
            {
                glancedAt = now;
                if (jobs.FindState(loop.JobId) is JobState.Cancelled)
                {
                    RoundLog.Ended(logger, loop.JobId, JobState.Cancelled, "by the operator");
                    return;
                }
            }

            var members = Members();
            var changed = floor.Changed;
            var (moved, outcome, waiting) = floor.Look(_ =>
            {
                var before = loop.Attempt?.Phase;
                loop.Tick(members, now);
                return (!ReferenceEquals(before, loop.Attempt?.Phase), loop.Outcome, loop.Waiting);
            });
            if (moved)
                floor.Signal();
            if (outcome is { } end)
            {
                jobs.SetState(loop.JobId, end.State, end.Detail, now);
                RoundLog.Ended(logger, loop.JobId, end.State, end.Detail);
                return;
            }

            if (waiting is not null)
                jobs.Note(loop.JobId, waiting, now);
            await Task.WhenAny(changed, Task.Delay(Pace, clock, stoppingToken));
        }
    }

    private List<Member> Members() =>
    [
        .. partners.List().Where(partner => partner is { State: PartnerState.Active, Certificate: not null }).Select(partner => new Member(
            new RosterMember { NodeId = partner.Name, LegalEntity = partner.Name, Certificate = ByteString.CopyFrom(partner.Certificate!) },
            presence.IsPresent(partner.Name), presence.IsExpected(partner.Name))),
    ];
}
