using System.Runtime.InteropServices;
using Federated.Computations;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Learning.State;
using Federated.Protocol.Errors;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.Tasks;
using Federated.Tasks.Jobs;
using RosterMember = Federated.SecureAggregation.Cohort.RosterMember;

namespace Federated.Coordinator.Rounds;

/// <summary>
/// Runs one job: opens attempts at its rounds, drives the secure sum's phases, applies each sealed sum to the state, and starts the next round until the task
/// is done. It does no I/O of its own: instants and members are handed in, messages come and go through <see cref="CurrentAttempt"/>, and what must not be
/// forgotten goes through the journal before anybody hears of it. One caller at a time.
/// <para>After a crash the job goes on from its last sealed round. An attempt that had not begun to unmask is dropped: it revealed nothing, and the round is
/// tried again with fresh keys. One that had begun is taken up where it stood, for honest nodes give no second sum of the same contributions.</para>
/// </summary>
internal sealed class RoundLoop
{
    private const int NamesShown = 5;

    private readonly Job _job;
    private readonly JobSpec _spec;
    private readonly IJointTask _task;
    private readonly IRoundJournal _journal;
    private readonly IUploadSpools _spools;
    private readonly PhaseTimeouts _timeouts;
    private readonly Dictionary<string, (string Code, string Words)> _refusals = new(StringComparer.Ordinal);
    private ModelSnapshot _state;
    private Digest _stateHash;
    private (ModelSnapshot? State, RoundCohort? Cohort) _cohort;
    private int _round;
    private bool _isFirst = true;
    private DateTimeOffset? _quorumPresentSince;
    private DateTimeOffset? _enoughUploadsSince;
    private UnfinishedRelease? _release;

    public RoundLoop(Job job, JobSpec spec, IJointTask task, ModelSnapshot state, IRoundJournal journal, IUploadSpools spools, DateTimeOffset now)
    {
        _job = job;
        _spec = spec;
        _task = task;
        _state = state;
        _stateHash = new Digest(job.SnapshotHash);
        _journal = journal;
        _spools = spools;
        _round = job.Round;
        var phase = TimeSpan.FromSeconds(spec.Timeouts.PhaseSeconds);
        _timeouts = new PhaseTimeouts { Advertising = phase, Sharing = phase, Collecting = Cap(phase * 20), Agreeing = phase, Unmasking = phase };
        if (journal.FindUnmasking(job.Id) is { } saved)
            Attempt = CurrentAttempt.Resume(saved, Unmasking.Restore(saved.Unmasking, saved.Responses, ToRoster(saved.Members), _timeouts, now));
    }

    /// <summary>The attempt under way; null between attempts.</summary>
    public CurrentAttempt? Attempt { get; private set; }

    /// <summary>What keeps the loop from opening an attempt; null when nothing does.</summary>
    public string? Waiting { get; private set; }

    /// <summary>How the job ended: completed, or failed with a reason; null while it runs.</summary>
    public (JobState State, string Detail)? Outcome { get; private set; }

    public string JobId => _job.Id;

    /// <summary>A node will not take part in this job.</summary>
    /// <returns>False when it said so before: its first reason stands.</returns>
    public bool Refuse(string node, string code, string words)
    {
        Attempt?.Phase.Withdraw(node, $"refused: {code} {words}");
        return _refusals.TryAdd(node, (code, words));
    }

    /// <summary>Does whatever is due.</summary>
    public void Tick(IReadOnlyList<Member> members, DateTimeOffset now)
    {
        while (Outcome is null)
        {
            if (Attempt is null)
                TryOpen(members, now);
            if (Attempt is not { } attempt)
                return;
            HurryStragglers(attempt, now);
            var before = attempt.Phase;
            attempt.Phase = before.Tick(now);
            if (ReferenceEquals(before, attempt.Phase))
                return;
            Enter(attempt, before, now);
        }
    }

    private void TryOpen(IReadOnlyList<Member> members, DateTimeOffset now)
    {
        if (_release?.IsOver(now) == true)
            _release = null;
        if (_release is not null)
            ForgiveDifferences();
        var cohort = Cohort();
        members = cohort is null ? members : [.. members.Where(member => cohort.Members.Contains(member.Name, StringComparer.Ordinal))];
        var willing = members.Where(member => !_refusals.ContainsKey(member.Name)).ToList();
        var needed = cohort?.Least ?? _spec.Cohort.Minimum;
        if (willing.Count < needed && _refusals.Count > 0 && members.Count >= needed)
        {
            var refusals = string.Join("; ", _refusals.OrderBy(refusal => refusal.Key, StringComparer.Ordinal).Select(refusal => $"{refusal.Key}: {refusal.Value.Code} {refusal.Value.Words}"));
            Outcome = (JobState.Failed, $"{willing.Count} of {members.Count} partners are willing and the job needs {needed}. Refused by {refusals}");
            return;
        }

        var present = willing.Where(member => member.IsPresent).ToList();
        if (_release is { } release)
        {
            present = release.Of(present);
            if (release.MissingFrom(present) is { } missing)
            {
                Waiting = $"round {_round} {missing}";
                return;
            }
        }

        if (present.Count < needed)
        {
            _quorumPresentSince = null;
            Waiting = $"round {_round} waits for partners: {present.Count} of at least {needed} are connected{(cohort is null ? "" : $"; it lacks {Missing(cohort, present)}")}";
            return;
        }

        // At the beginning everybody, and later those who were here lately, get a moment to come: a round without them has to do without their rows.
        _quorumPresentSince ??= now;
        var patience = TimeSpan.FromSeconds(Math.Min(5, _spec.Timeouts.PhaseSeconds));
        if (now - _quorumPresentSince < patience && willing.Exists(member => !member.IsPresent && (member.IsExpected || _isFirst)))
            return;
        _quorumPresentSince = null;
        _isFirst = false;
        Open(present, members, needed, now);
    }

    private void Open(List<Member> present, IReadOnlyList<Member> members, int minimum, DateTimeOffset now)
    {
        var key = new RoundKey { JobId = _job.Id, Round = (uint)_round, Attempt = (uint)_journal.NextAttempt(_job.Id, _round) };
        var roster = members.Select(member => member.Wire).ToList();
        var parameters = Form(minimum).ToParameters(key, ToRoster(roster), present.Count, _stateHash, new Digest(_job.Hash));
        var invited = present.Select(member => member.Name).ToList();
        _journal.Open(new RoundRecord(key, _task.Describe(_state).Stage, invited, roster), now);
        _enoughUploadsSince = null;
        Waiting = null;
        Attempt = new CurrentAttempt(key, roster, new Advertising(new RoundSetting(parameters, ToRoster(roster), _timeouts) { Spools = _spools }, invited, now));
    }

    private void Enter(CurrentAttempt attempt, CoordinatorPhase before, DateTimeOffset now)
    {
        switch (attempt.Phase)
        {
            case Unmasking unmasking:
                _journal.SaveUnmasking(attempt.Key, unmasking.Save());
                break;
            case Sealed done:
                Apply(attempt, done, now);
                break;
            case Aborted aborted:
                _journal.Abort(attempt.Key, aborted.Words, aborted.CanRetryRound, now);
                if (!aborted.CanRetryRound)
                    _round++;
                if (before is Unmasking lost)
                    _release = new UnfinishedRelease(lost.Cohort.NamesOf(lost.Survivors), now + _timeouts.Collecting);
                Attempt = null;
                break;
        }
    }

    private void Apply(CurrentAttempt attempt, Sealed done, DateTimeOffset now)
    {
        var sum = done.Dequantise();
        try
        {
            var applied = _task.Apply(_state, new SecureSum(ImmutableCollectionsMarshal.AsArray(sum.Values)!, sum.Weight, done.Survivors.Count));
            _state = _task.Enrol(applied, attempt.Members);
        }
        catch (Exception fault) when (fault is ContributionException or TaskStateException)
        {
            _journal.Abort(attempt.Key, fault.Message, canRetryRound: false, now);
            Outcome = (JobState.Failed, fault.Message);
            Attempt = null;
            return;
        }

        var progress = _task.Describe(_state);
        var survivors = done.Survivors.Select(member => done.Cohort.Members[member].NodeId).ToList();
        var note = $"round {attempt.Key.Round} sealed: sum of {survivors.Count} of {done.Cohort.Count} partners ({progress.CompletedRounds}/{progress.TotalRounds} done)";
        var next = SnapshotContent.Of(Safetensors.Write(_state));
        _stateHash = new Digest(next.Hash);
        var isSealed = _journal.Seal(attempt.Key, survivors, done.SumHash.Span.ToArray(), next, note, now);
        Attempt = null;
        if (!isSealed)
        {
            Outcome = (JobState.Cancelled, "ended by the operator");
            return;
        }

        _round++;
        _release = null;
        ForgiveDifferences();
        if (_task.IsDone(_state))
            Outcome = (JobState.Completed, progress.Headline is { Length: > 0 } headline ? headline : "done");
    }

    // These nodes refused to sum a state over nearly the same members again; they have nothing against another state, nor against the same members.
    private void ForgiveDifferences()
    {
        foreach (var (node, refusal) in _refusals)
        {
            if (refusal.Code == RefusalCodes.Of(ViolationCode.SurvivorsTooSimilar))
                _refusals.Remove(node);
        }
    }

    // Once enough uploads are in, the rest get one more phase's time, not the whole allowance for training.
    private void HurryStragglers(CurrentAttempt attempt, DateTimeOffset now)
    {
        if (attempt.Phase is not Collecting collecting || collecting.Sharers.Count - collecting.Awaited.Count < collecting.Cohort.Thresholds.MinimumSurvivors)
            return;
        _enoughUploadsSince ??= now;
        if (now - _enoughUploadsSince < _timeouts.Sharing)
            return;
        foreach (var straggler in collecting.Awaited.ToList())
            collecting.Withdraw(straggler, "its upload did not come in time");
    }

    private static string Missing(RoundCohort cohort, List<Member> present)
    {
        var names = cohort.Members.Except(present.Select(member => member.Name)).ToList();
        return string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "");
    }

    // Asked for again and again while partners are waited for, and a state may be large.
    private RoundCohort? Cohort()
    {
        if (!ReferenceEquals(_cohort.State, _state))
            _cohort = (_state, _task.CohortOf(_state));
        return _cohort.Cohort;
    }

    private RoundForm Form(int minimum)
    {
        var contribution = _task.Specify(_state);
        return new RoundForm
        {
            MinimumCohort = minimum,
            Collusion = _spec.Cohort.Collusion,
            Dropout = _spec.Cohort.Dropout,
            Length = contribution.Length,
            Bits = contribution.Bits,
            Bound = contribution.Bound,
            WeightBound = contribution.WeightBound,
            TotalWeightBound = contribution.TotalWeightBound,
            ClipNorm = contribution.ClipNorm,
            IsRotated = contribution.IsRotated,
        };
    }

    private static Roster ToRoster(IEnumerable<Protocol.V1.RosterMember> members) => new(members.Select(member =>
        new RosterMember(member.NodeId, member.LegalEntity, new PublicPoint(RosterKeys.IdentityOf(member)))));

    private static TimeSpan Cap(TimeSpan span) => span < TimeSpan.FromHours(24) ? span : TimeSpan.FromHours(24);
}
