using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Learning.State;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Coordinator;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Google.Protobuf;

namespace Federated.Coordinator.Rounds;

/// <summary>
/// Takes jobs in the order of their submission and keeps the round loop of one going until it ends. A job that breaks down is marked as failed and the
/// next one is taken: no job can stop the coordinator.
/// </summary>
internal sealed class RoundWorker(
    RoundFloor floor, JobStore jobs, SnapshotStore snapshots, IRoundJournal journal, IUploadSpools spools, PartnerStore partners, Presence presence, TimeProvider clock, ILogger<RoundWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    // The membership is read from the database this often, and the job's own row for a cancellation.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    // Enough for the refusals of a dozen partners.
    private const int LongestDetail = 4000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (jobs.Next() is { } job)
                    await RunAsync(job, stoppingToken);
                else
                    await Task.Delay(Pace, clock, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The database itself cannot be read or written: nothing can be marked as failed, and it may be back in a moment.
                RoundLog.Stalled(logger, Glance.TotalSeconds, fault);
                await Task.Delay(Glance, clock, stoppingToken);
            }
        }
    }

    private async Task RunAsync(Job job, CancellationToken stoppingToken)
    {
        try
        {
            if (Begin(job) is { } loop)
                await PlayAsync(job, loop, stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            RoundLog.BrokeDown(logger, job.Id, fault);
            var cause = fault is ProtocolViolationException or DocumentException or SafetensorsException or TaskStateException
                ? $"what was saved of it cannot be taken up: {fault.Message}"
                : $"a fault in the coordinator ended it ({fault.GetType().Name}); its log tells more";
            jobs.SetState(job.Id, JobState.Failed, Shown.Of(cause, LongestDetail), clock.GetUtcNow());
        }
    }

    private async Task PlayAsync(Job job, RoundLoop loop, CancellationToken stoppingToken)
    {
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

    // Null when the operator cancelled the job a moment ago.
    private RoundLoop? Begin(Job job)
    {
        var spec = JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Declarations);
        var state = Safetensors.Read(snapshots.Find(job.SnapshotHash)!);
        var word = job.State == JobState.Running ? "goes on after a restart" : "started";
        return jobs.SetState(job.Id, JobState.Running, word, clock.GetUtcNow())
            ? new RoundLoop(job, spec, TaskCatalogue.For(spec), state, journal, spools, clock.GetUtcNow())
            : null;
    }

    private async Task DriveAsync(RoundLoop loop, CancellationToken stoppingToken)
    {
        var glancedAt = clock.GetUtcNow();
        var active = ActivePartners();
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            if (now - glancedAt >= Glance)
            {
                glancedAt = now;
                active = ActivePartners();
                if (jobs.FindState(loop.JobId) is JobState.Cancelled)
                {
                    RoundLog.Ended(logger, loop.JobId, JobState.Cancelled, "by the operator");
                    return;
                }
            }

            var members = active.ConvertAll(member => new Member(member, presence.IsPresent(member.NodeId), presence.IsExpected(member.NodeId)));
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
                if (jobs.SetState(loop.JobId, end.State, Shown.Of(end.Detail, LongestDetail), now))
                    RoundLog.Ended(logger, loop.JobId, end.State, end.Detail);
                return;
            }

            if (waiting is not null)
                jobs.Note(loop.JobId, waiting, now);
            await RoundFloor.WaitAsync(changed, Pace, clock, stoppingToken);
        }
    }

    private List<RosterMember> ActivePartners() =>
    [
        .. partners.List().Where(partner => partner is { State: PartnerState.Active, Certificate: not null }).Select(partner => new RosterMember
        {
            NodeId = partner.Name,
            LegalEntity = partner.Name,
            Certificate = ByteString.CopyFrom(partner.Certificate!),
        }),
    ];
}
