using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Node;

/// <summary>
/// What the ledger forbids. Shares are released once for a (job, round): after that no attempt at this or an earlier round is joined, signed or
/// unmasked, whatever became of the first, because the difference of two sums over almost the same members is one member's contribution.
/// </summary>
internal static class RoundLedgerRules
{
    public static ProtocolViolation? FindReplay(IRoundLedger ledger, RoundParameters offered)
    {
        RoundHistory history = ledger.ReadHistory(offered.JobId);
        return offered.Round > history.LastFinishedRound && offered.Round > history.LastReleasedRound ? null : new ProtocolViolation(
            ViolationCode.RoundReplayed,
            $"Round {offered.Round} of '{offered.JobId}' was already finished or unmasked here (finished {history.LastFinishedRound}, unmasked {history.LastReleasedRound}). Continue with a later round.");
    }

    public static ProtocolViolation? FindSecondSignature(IRoundLedger ledger, RoundParameters offered, SignedSurvivors wanted)
    {
        SignedSurvivors? earlier = ledger.FindSigned(offered.JobId, offered.Round, offered.Attempt);
        return earlier is null || earlier == wanted ? null : new ProtocolViolation(
            ViolationCode.SurvivorsDiffer,
            $"This node already signed other survivors for round {offered.Round}, attempt {offered.Attempt} of '{offered.JobId}'. Start a new attempt.");
    }
}
