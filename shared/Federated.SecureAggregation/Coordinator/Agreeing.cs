using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>R3 on the coordinator: announces the survivors and gathers their signatures on the set.</summary>
public sealed class Agreeing : CoordinatorPhase
{
    private readonly MaskedSum _masked;
    private readonly SortedDictionary<int, ConsistencySignature> _signatures = [];

    internal Agreeing(RoundSetting setting, MaskedSum masked, IEnumerable<Dropout> dropouts, DateTimeOffset now)
        : base(setting, now + setting.Timeouts.Agreeing, masked.Cohort.NamesOf(masked.Survivors), dropouts) => _masked = masked;

    /// <summary>The cohort.</summary>
    public CohortTranscript Cohort => _masked.Cohort;

    /// <summary>U2.</summary>
    public MemberSet Survivors => _masked.Survivors;

    /// <summary>For every survivor.</summary>
    public SurvivorAnnouncement Announcement => new(Cohort.Hash, Survivors);

    private protected override RoundPhase? Phase => RoundPhase.Agreeing;

    /// <summary>Takes a survivor's signature.</summary>
    public Receipt Receive(ConsistencySignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (FindLate(signature.NodeId) is { } late)
        {
            return late;
        }

        if (signature.FindFault(Cohort, out int signer) is { } fault)
        {
            return Receipt.Reject(fault);
        }

        if (!Survivors.Contains(signer) || !signature.SurvivorsHash.Equals(_masked.SurvivorsHash))
        {
            return Receipt.Reject(
                ViolationCode.SurvivorsDiffer, $"'{signature.NodeId}' is no survivor, or signed other survivors than were announced. Its signature was dropped.", signature.ToEvidence());
        }

        if (!_signatures.TryAdd(signer, signature))
        {
            return Receipt.Duplicate;
        }

        NoLongerAwaits(signature.NodeId);
        return Receipt.Accepted;
    }

    private protected override CoordinatorPhase Close(DateTimeOffset now) => _signatures.Count >= Cohort.Thresholds.Quorum
        ? new Unmasking(Setting, _masked, [.. _signatures.Values], [], Dropouts, now)
        : Abort(AbortCause.TooFewSignatures, $"{_signatures.Count} of {Survivors.Count} survivors signed and the round needs {Cohort.Thresholds.Quorum}.");
}
