using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Node;

/// <summary>
/// Two sums over nearly the same members, of contributions made from one and the same state, differ by what the few make that are in one of them only. A node
/// that helped to unmask one such sum does not help with the other, whatever the job is called. It looks at pairs of sums: what three or more tell together,
/// or two whose states differ in the last digit, it cannot see.
/// </summary>
internal static class DifferenceRule
{
    private const int NamesShown = 3;

    public static ProtocolViolation? FindNearRelease(IRoundLedger ledger, NodeFloor floor, CohortTranscript cohort, MemberSet survivors)
    {
        RoundParameters round = cohort.Parameters;
        HashSet<string> now = [.. survivors.Select(member => cohort.Members[member].LegalEntity)];
        if (floor.MinimumDifference > 0)
        {
            foreach (ReleasedRound earlier in ledger.FindReleases(round.ModelHash))
            {
                if (FewOf(floor, earlier, now, floor.MinimumDifference) is { } few)
                {
                    return Violation(cohort, earlier, few, "both start from the same model", "minimum_difference");
                }
            }
        }

        return floor.MinimumConsecutiveDifference > 0
            && ledger.FindLatestRelease(round.JobId) is { } last
            && FewOf(floor, last, now, floor.MinimumConsecutiveDifference) is { } changed
                ? Violation(cohort, last, changed, "they are consecutive rounds of one job", "minimum_consecutive_difference")
                : null;
    }

    // Where the floor counts companies that the partner knows, strangers do not hide a difference: the coordinator may have made them up.
    private static List<string>? FewOf(NodeFloor floor, ReleasedRound earlier, HashSet<string> now, int wanted)
    {
        List<string> difference = [.. now.Except(earlier.Companies).Concat(earlier.Companies.Except(now)).Order(StringComparer.Ordinal)];
        List<string> known = floor.MinimumKnownPartners > 0 ? [.. difference.Where(floor.KnownLegalEntities.Contains)] : [];
        return difference.Count > 0 && difference.Count < wanted ? difference
            : known.Count > 0 && known.Count < wanted ? known
            : null;
    }

    private static ProtocolViolation Violation(CohortTranscript cohort, ReleasedRound earlier, List<string> few, string why, string setting)
    {
        string names = string.Join(", ", few.Take(NamesShown)) + (few.Count > NamesShown ? ", …" : "");
        return new ProtocolViolation(
            ViolationCode.SurvivorsTooSimilar,
            $"This sum and that of round {earlier.Round} of '{earlier.JobId}' differ by {few.Count} companies ({names}), and {why}: the two would show what so few contributed. "
            + $"No share was released. Run it with the companies of then, or lower {setting} in this node's policy.",
            cohort.Adverts.Select(advert => advert.ToEvidence()));
    }
}
