using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Node;

/// <summary>Step R3: the node judges the survivor set, records it, and signs it. It signs one set for a cohort, across restarts too.</summary>
public sealed class Consistency : NodePhase
{
    private readonly CohortTranscript _cohort;
    private readonly int _self;
    private readonly ReceivedShares _received;

    internal Consistency(Participant participant, CohortTranscript cohort, int self, ReceivedShares received)
        : base(participant, cohort.Parameters)
    {
        _cohort = cohort;
        _self = self;
        _received = received;
    }

    /// <summary>Signs U2, after the ledger has it.</summary>
    public NodeStep<Unmask, ConsistencySignature> Agree(SurvivorAnnouncement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        BeginStep();
        MemberSet survivors = announcement.Survivors;
        SignedSurvivors wanted = new(_cohort.Hash, survivors.HashFor(_cohort.Hash));
        ProtocolViolation? violation = FindFault(announcement)
            ?? Participant.Floor.FindBreach(_cohort, survivors, _self)
            ?? RoundLedgerRules.FindReplay(Participant.Ledger, Parameters)
            ?? RoundLedgerRules.FindSecondSignature(Participant.Ledger, Parameters, wanted)
            ?? DifferenceRule.FindNearRelease(Participant.Ledger, Participant.Floor, _cohort, survivors);
        if (violation is not null)
        {
            return Refuse<Unmask, ConsistencySignature>(violation);
        }

        Participant.Ledger.RecordSigned(Parameters.JobId, Parameters.Round, Parameters.Attempt, wanted);
        ConsistencySignature signature = ConsistencySignature.Sign(Participant.Identity, Participant.NodeId, _cohort.Hash, wanted.SurvivorsHash);
        return new(new Unmask(Participant, _cohort, _self, survivors, _received), signature);
    }

    private protected override void ZeroSecrets() => _received.Dispose();

    private ProtocolViolation? FindFault(SurvivorAnnouncement announcement)
    {
        MemberSet survivors = announcement.Survivors;
        if (!announcement.CohortHash.Equals(_cohort.Hash))
        {
            return Violation(ViolationCode.CohortDiffers, "The survivors belong to another cohort than the one that this node verified");
        }

        if (survivors.Any(member => member >= _cohort.Count || (_cohort.Graph.AreNeighbours(member, _self) && !_received.Contains(member))))
        {
            return Violation(ViolationCode.UnexpectedMember, $"The survivors {survivors} hold a member that shared no keys with this node");
        }

        if (!survivors.Contains(_self))
        {
            return Violation(ViolationCode.OwnMemberMissing, "This node uploaded and is not among the survivors");
        }

        if (_cohort.FindThinSpot(survivors) is { } thin)
        {
            return Violation(ViolationCode.TooFewMembers, thin);
        }

        int holders = survivors.Count(member => _cohort.Graph.HoldsShareOf(member, _self));
        return holders >= _cohort.Thresholds.ShareThreshold ? null : Violation(
            ViolationCode.TooFewMembers, $"{holders} of the survivors hold shares of this node and unmasking needs {_cohort.Thresholds.ShareThreshold}");
    }

    private ProtocolViolation Violation(ViolationCode code, string what) => new(
        code, $"{what}. The round was refused before any share was released; start a new attempt.", _cohort.Adverts.Select(advert => advert.ToEvidence()));
}
