using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Messages;

/// <summary>Coordinator to every survivor: U2, the members whose uploads are in the sum.</summary>
public sealed class SurvivorAnnouncement
{
    /// <param name="cohortHash">H.</param>
    /// <param name="survivors">U2.</param>
    public SurvivorAnnouncement(Digest cohortHash, MemberSet survivors)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        ArgumentNullException.ThrowIfNull(survivors);
        CohortHash = cohortHash;
        Survivors = survivors;
    }

    /// <summary>H.</summary>
    public Digest CohortHash { get; }

    /// <summary>U2.</summary>
    public MemberSet Survivors { get; }
}
