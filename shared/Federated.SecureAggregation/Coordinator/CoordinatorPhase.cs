using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// One state of the coordinator in one attempt at a round: Advertising → Sharing → Collecting → Agreeing → Unmasking → Sealed, or Aborted from any of them.
/// The host feeds messages to the current phase, calls <see cref="Tick"/> after each and at <see cref="Deadline"/>, and goes on with what Tick returns. What a
/// phase has to say to the nodes is a property of it, the same however often it is asked. One caller at a time.
/// </summary>
public abstract class CoordinatorPhase
{
    private const int LongestReason = 1000;
    private readonly SortedSet<string> _awaited;
    private readonly List<Dropout> _dropouts;
    private CoordinatorPhase? _next;

    private protected CoordinatorPhase(RoundSetting setting, DateTimeOffset? deadline, IEnumerable<string> awaited, IEnumerable<Dropout> dropouts)
    {
        Setting = setting;
        Deadline = deadline;
        _awaited = new SortedSet<string>(awaited, StringComparer.Ordinal);
        _dropouts = [.. dropouts];
    }

    /// <summary>What was offered.</summary>
    public RoundParameters Parameters => Setting.Parameters;

    /// <summary>When waiting ends; null in a final phase.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>The nodes whose message would let the phase end before its deadline.</summary>
    public IReadOnlyCollection<string> Awaited => _awaited;

    /// <summary>Who left so far, in which phase and why.</summary>
    public IReadOnlyList<Dropout> Dropouts => _dropouts;

    private protected RoundSetting Setting { get; }

    private protected bool IsOver => _next is not null;

    /// <summary>The phase's name in reports; null in a final phase.</summary>
    private protected abstract RoundPhase? Phase { get; }

    /// <summary>The phase to go on with: this one while it still waits, else its successor.</summary>
    public CoordinatorPhase Tick(DateTimeOffset now)
    {
        if (Deadline is null || (_next is null && _awaited.Count > 0 && now < Deadline))
        {
            return this;
        }

        if (_next is null)
        {
            foreach (string nodeId in _awaited.ToArray())
            {
                Drop(nodeId, "its time ran out");
            }

            _next = Close(now);
        }

        return _next;
    }

    /// <summary>Records that a node refused or is gone, so that the phase does not wait for it. A message that it sent already still counts.</summary>
    /// <param name="nodeId">Who.</param>
    /// <param name="reason">Why; cut after 1000 characters.</param>
    public void Withdraw(string nodeId, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (_awaited.Contains(nodeId))
        {
            Drop(nodeId, reason.Length > LongestReason ? reason[..LongestReason] : reason);
        }
    }

    private protected abstract CoordinatorPhase Close(DateTimeOffset now);

    private protected void NoLongerAwaits(string nodeId) => _awaited.Remove(nodeId);

    private protected Receipt? FindLate(string nodeId) => !IsOver ? null : Receipt.Reject(
        ViolationCode.PhaseOver, $"The message of '{nodeId}' came after its phase ended. It was dropped; ask what is next.");

    private protected Aborted Abort(AbortCause cause, string words, params IEnumerable<SignedEvidence> evidence) =>
        new(Setting, Dropouts, Phase!.Value, cause, words, evidence);

    private void Drop(string nodeId, string reason)
    {
        _awaited.Remove(nodeId);
        _dropouts.Add(new Dropout(nodeId, Phase!.Value, reason));
    }
}
