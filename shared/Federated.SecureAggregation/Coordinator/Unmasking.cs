using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>
/// R4 on the coordinator: asks the signers for shares and, when all have answered or the deadline finds at least t, takes the masks off. From here on the round
/// survives the death of the coordinator: save the phase when it begins and each accepted response, restore them after a restart. A node
/// releases its shares once, so a round that is lost here is lost for good.
/// </summary>
public sealed class Unmasking : CoordinatorPhase
{
    private readonly MaskedSum _masked;
    private readonly IReadOnlyList<ConsistencySignature> _signatures;
    private readonly SortedDictionary<int, UnmaskResponse> _responses = [];

    internal Unmasking(
        RoundSetting setting,
        MaskedSum masked,
        IReadOnlyList<ConsistencySignature> signatures,
        IReadOnlyList<UnmaskResponse> responses,
        IEnumerable<Dropout> dropouts,
        DateTimeOffset now)
        : base(setting, now + setting.Timeouts.Unmasking, signatures.Select(signature => signature.NodeId), dropouts)
    {
        _masked = masked;
        _signatures = signatures;
        foreach (UnmaskResponse response in responses)
        {
            Receipt receipt = Receive(response);
            if (receipt.Violation is { } violation)
            {
                throw new ProtocolViolationException(violation);
            }
        }

        foreach (Dropout dropout in Dropouts)
        {
            NoLongerAwaits(dropout.NodeId);
        }
    }

    /// <summary>The cohort.</summary>
    public CohortTranscript Cohort => _masked.Cohort;

    /// <summary>U2.</summary>
    public MemberSet Survivors => _masked.Survivors;

    /// <summary>For every signer.</summary>
    public UnmaskRequest Request => new(Cohort.Hash, Survivors, _masked.Dropped, _signatures);

    private protected override RoundPhase? Phase => RoundPhase.Unmasking;

    /// <summary>Reads a phase that <see cref="Save"/> wrote. Everything in it is verified again; its deadline starts anew.</summary>
    /// <param name="saved">The bytes.</param>
    /// <param name="responses">What <see cref="Save(UnmaskResponse)"/> gave of each response that was accepted.</param>
    /// <param name="roster">The roster of the round.</param>
    /// <param name="timeouts">How long to wait.</param>
    /// <param name="now">The instant of the restart.</param>
    /// <exception cref="ProtocolViolationException">The bytes are damaged or belong to another roster.</exception>
    public static Unmasking Restore(ReadOnlySpan<byte> saved, IEnumerable<byte[]> responses, Roster roster, PhaseTimeouts timeouts, DateTimeOffset now) =>
        SavedUnmasking.Read(saved, responses, roster, timeouts, now);

    /// <summary>The phase as bytes, as it was before any response: the sum under its masks is large and is saved once.</summary>
    /// <exception cref="InvalidOperationException">The phase is over: its masks are off.</exception>
    public byte[] Save() => IsOver ? throw new InvalidOperationException("This phase is over and its masks are off. Save what Tick returned.") : SavedUnmasking.Write(Parameters, _masked, _signatures, Dropouts);

    /// <summary>An accepted response as bytes. They hold released shares: keep them as safe as the response.</summary>
    public static byte[] Save(UnmaskResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return SavedUnmasking.WriteResponse(response);
    }

    /// <summary>Takes a survivor's shares: exactly one for each survivor and each dropped member of whom it holds one.</summary>
    public Receipt Receive(UnmaskResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (FindLate(response.NodeId) is { } late)
        {
            return late;
        }

        if (response.FindFault(Cohort, out int sender) is { } fault)
        {
            return Receipt.Reject(fault);
        }

        if (_responses.TryGetValue(sender, out UnmaskResponse? earlier))
        {
            return Receipt.OfRepeat(response.SaysTheSameAs(earlier), response.NodeId);
        }

        if (!Survivors.Contains(sender) || !response.SelfMaskOwners.Equals(HeldBy(sender, Survivors)) || !response.MaskKeyOwners.Equals(HeldBy(sender, _masked.Dropped)))
        {
            return Receipt.Reject(
                ViolationCode.UnexpectedMember, $"The shares of '{response.NodeId}' are not exactly those that were asked for. They were dropped.", response.ToEvidence());
        }

        _responses.Add(sender, response);
        NoLongerAwaits(response.NodeId);
        return Receipt.Accepted;
    }

    private protected override CoordinatorPhase Close(DateTimeOffset now)
    {
        int threshold = Cohort.Thresholds.ShareThreshold;
        int fewest = Cohort.Graph.FewestHolders(_masked.Sharers, _responses.Keys);
        if (fewest < threshold)
        {
            return Abort(AbortCause.TooFewUnmaskResponses, $"{_responses.Count} of {Survivors.Count} survivors released their shares; a member has {fewest} and the round needs {threshold}.");
        }

        return MaskRemoval.TryRemove(_masked, _responses, out string? fault)
            ? new Sealed(Setting, _masked, _signatures, Dropouts)
            : Abort(AbortCause.InconsistentShares, fault, _responses.Values.Select(response => response.ToEvidence()));
    }

    private MemberSet HeldBy(int holder, MemberSet owners) => new(owners.Where(owner => Cohort.Graph.HoldsShareOf(holder, owner)));
}
