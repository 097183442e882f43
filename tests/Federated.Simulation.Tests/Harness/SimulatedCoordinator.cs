using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Models;
using Federated.Coordinator.Rounds;
using Federated.Coordinator.Sessions;
using Federated.Coordinator.Storage;
using Federated.Grpc;
using Federated.Hosting.Storage;
using Federated.Learning.State;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Coordinator;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using RosterMember = Federated.Protocol.V1.RosterMember;
using SealedPhase = Federated.SecureAggregation.Coordinator.Sealed;

namespace Federated.Simulation.Tests.Harness;

/// <summary>
/// One life of the coordinator's process: its own stores, services and round loop on a database that outlives it. The loop is ticked by hand where the
/// program's worker would wake up, so that a schedule decides what happens between two calls.
/// </summary>
internal sealed class SimulatedCoordinator
{
    private readonly RoundFloor _floor = new();
    private readonly IRoundJournal _journal;
    private readonly Presence _presence;
    private readonly SessionService _sessions;
    private readonly RoundService _rounds;
    private readonly JobService _jobService;
    private readonly ModelService _models;
    private readonly TimeProvider _clock;
    private RoundLoop? _loop;
    private List<Partner>? _partners;

    public SimulatedCoordinator(string databasePath, TimeProvider clock, Action<SealedPhase, RoundKey> onSealed)
    {
        var database = new SqliteDatabase(databasePath, CoordinatorShape.Steps);
        _clock = clock;
        _journal = new RecordingJournal(new RoundStore(database, new SnapshotStore(database)), (key, _) => onSealed((SealedPhase)_loop!.Attempt!.Phase, key));
        _presence = new Presence(clock);
        Partners = new PartnerStore(database);
        Jobs = new JobStore(database);
        Snapshots = new SnapshotStore(database);
        _sessions = new SessionService(_floor, _journal, _presence, Partners, clock);
        _rounds = new RoundService(_floor, _journal, Jobs, _presence, clock, NullLogger<RoundService>.Instance);
        _jobService = new JobService(Jobs);
        _models = new ModelService(Snapshots, Jobs);
    }

    public PartnerStore Partners { get; }

    public JobStore Jobs { get; }

    public SnapshotStore Snapshots { get; }

    /// <summary>The loop of the job under way; null between jobs and before the first tick.</summary>
    public RoundLoop? Loop => _loop;

    /// <summary>What the worker does when it wakes up.</summary>
    public void Tick()
    {
        var now = _clock.GetUtcNow();
        if (_loop is null && !TryBegin(now))
            return;
        var members = Members();
        var outcome = _floor.Change(_ =>
        {
            _loop!.Tick(members, now);
            return _loop.Outcome;
        });
        if (outcome is not { } end)
            return;
        Jobs.SetState(_loop!.JobId, end.State, end.Detail, now);
        _floor.Place(null);
        _loop = null;
    }

    /// <summary>Takes a message as the wire brings it, and gives the answer as the wire takes it.</summary>
    public byte[] Receive(string node, MessageDescriptor descriptor, byte[] bytes)
    {
        var context = new CallerContext(node);
        return descriptor.Parser.ParseFrom(bytes) switch
        {
            NextRequest request => Answer(_sessions.Next(request, context)),
            GetJobRequest request => Answer(_jobService.GetJob(request, context)),
            GetSnapshotRequest request => Answer(_models.GetSnapshot(request, context)),
            RefuseRequest request => Answer(_rounds.Refuse(request, context)),
            AdvertiseRequest request => Answer(_rounds.Advertise(request, context)),
            ShareKeysRequest request => Answer(_rounds.ShareKeys(request, context)),
            UploadChunkRequest request => Answer(_rounds.UploadChunk(request, context)),
            CommitUploadRequest request => Answer(_rounds.CommitUpload(request, context)),
            AgreeSurvivorsRequest request => Answer(_rounds.AgreeSurvivors(request, context)),
            UnmaskRequest request => Answer(_rounds.Unmask(request, context)),
            var other => throw new InvalidOperationException($"{other.Descriptor.Name} is not a message of a working node."),
        };
    }

    private bool TryBegin(DateTimeOffset now)
    {
        if (Jobs.Next() is not { } job)
            return false;
        var spec = JobSpec.Parse(job.Document, job.Id, TaskCatalogue.Declarations);
        Jobs.SetState(job.Id, JobState.Running, "runs", now);
        _loop = new RoundLoop(job, spec, TaskCatalogue.For(spec), Safetensors.Read(Snapshots.Find(job.SnapshotHash)!), _journal, new MemorySpools(), now);
        _floor.Place(_loop);
        return true;
    }

    // The membership does not change in a simulation.
    private List<Member> Members() =>
    [
        .. (_partners ??= Partners.List()).Select(partner => new Member(
            new RosterMember { NodeId = partner.Name, LegalEntity = partner.Name, Certificate = ByteString.CopyFrom(partner.Certificate!) },
            _presence.IsPresent(partner.Name), _presence.IsExpected(partner.Name))),
    ];

    private static byte[] Answer<T>(Task<T> answer)
        where T : IMessage => answer.GetAwaiter().GetResult().ToByteArray();
}
