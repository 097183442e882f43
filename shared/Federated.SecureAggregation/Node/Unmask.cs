using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Node;

/// <summary>
/// Step R4: on the word of a quorum the node releases one share for each member: of the self mask of a survivor, of the mask key of a dropped one. It
/// releases once for a (job, round).
/// </summary>
public sealed class Unmask : NodePhase
{
    private readonly CohortTranscript _cohort;
    private readonly int _self;
    private readonly MemberSet _survivors;
    private readonly ReceivedShares _received;

    internal Unmask(Participant participant, CohortTranscript cohort, int self, MemberSet survivors, ReceivedShares received)
        : base(participant, cohort.Parameters)
    {
        _cohort = cohort;
        _self = self;
        _survivors = survivors;
        _received = received;
    }

    /// <summary>Releases the shares, after the ledger has it.</summary>
    public NodeStep<Completed, UnmaskResponse> Reveal(UnmaskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        BeginStep();
        Digest survivorsHash = _survivors.HashFor(_cohort.Hash);
        ProtocolViolation? violation = FindFault(request)
            ?? FindQuorumFault(request, survivorsHash)
            ?? RoundLedgerRules.FindReplay(Participant.Ledger, Parameters)
            ?? DifferenceRule.FindNearRelease(Participant.Ledger, Participant.Floor, _cohort, _survivors);
        if (violation is not null)
        {
            return Refuse<Completed, UnmaskResponse>(violation);
        }

        Participant.Ledger.RecordReleased(ReleasedRound.Of(_cohort, _survivors));
        UnmaskResponse response = UnmaskResponse.Sign(
            Participant.Identity,
            Participant.NodeId,
            _cohort.Hash,
            [.. request.Survivors.Where(_received.Contains).Select(owner => new RevealedShare(owner, _received.CopySelfMask(owner)))],
            [.. request.Dropped.Where(_received.Contains).Select(owner => new RevealedShare(owner, _received.CopyMaskKey(owner)))]);
        _received.Dispose();
        return new(new Completed(_cohort, _survivors), response);
    }

    private protected override void ZeroSecrets() => _received.Dispose();

    private ProtocolViolation? FindFault(UnmaskRequest request)
    {
        if (!request.CohortHash.Equals(_cohort.Hash))
        {
            return Violation(ViolationCode.CohortDiffers, "The request belongs to another cohort than the one that this node verified");
        }

        if (!request.Survivors.Equals(_survivors))
        {
            return Violation(ViolationCode.SurvivorsDiffer, $"The request names the survivors {request.Survivors} and this node signed {_survivors}");
        }

        bool dropped = request.Dropped.All(member => member < _cohort.Count && !_survivors.Contains(member) && (_received.Contains(member) || !_cohort.Graph.HoldsShareOf(_self, member)));
        return dropped ? null : Violation(
            ViolationCode.BothShareKinds, $"The request asks for mask-key shares of {request.Dropped}, and not all of them dropped out");
    }

    private ProtocolViolation? FindQuorumFault(UnmaskRequest request, Digest survivorsHash)
    {
        int[] senders = new int[request.Signatures.Count];
        ProtocolViolation?[] faults = new ProtocolViolation?[senders.Length];
        Parallel.For(0, senders.Length, i => faults[i] = request.Signatures[i].FindFault(_cohort, out senders[i]));
        if (Array.Find(faults, fault => fault is not null) is { } unsigned)
        {
            return unsigned;
        }

        HashSet<int> signers = [];
        for (int i = 0; i < senders.Length; i++)
        {
            ConsistencySignature signature = request.Signatures[i];
            if (!signature.SurvivorsHash.Equals(survivorsHash))
            {
                return new ProtocolViolation(
                    ViolationCode.SurvivorsDiffer,
                    $"'{signature.NodeId}' signed other survivors than this node. No share was released; show the evidence to the coordinator's operator.",
                    signature.ToEvidence());
            }

            if (!_survivors.Contains(senders[i]) || !signers.Add(senders[i]))
            {
                return Violation(ViolationCode.UnexpectedMember, $"The signature of '{signature.NodeId}' is a repeat or not a survivor's");
            }
        }

        return signers.Count >= _cohort.Thresholds.Quorum ? null : Violation(
            ViolationCode.TooFewMembers, $"{signers.Count} members signed the survivors and this round needs {_cohort.Thresholds.Quorum}");
    }

    private ProtocolViolation Violation(ViolationCode code, string what) => new(
        code, $"{what}. No share was released; start a new attempt.", _cohort.Adverts.Select(advert => advert.ToEvidence()));
}
