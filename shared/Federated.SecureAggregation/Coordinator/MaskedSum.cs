using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>What collecting leaves behind: the sum with its masks still on, and whose uploads are in it.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Sharers">U1.</param>
/// <param name="Elements">The masked sum, reduced.</param>
/// <param name="UploadHashes">SHA-256 of each survivor's packed upload, in the order of <paramref name="Survivors"/>.</param>
/// <param name="Survivors">U2.</param>
internal sealed record MaskedSum(CohortTranscript Cohort, MemberSet Sharers, ulong[] Elements, IReadOnlyList<Digest> UploadHashes, MemberSet Survivors)
{
    public MemberSet Dropped => Sharers.Without(Survivors);

    public Digest SurvivorsHash => Survivors.HashFor(Cohort.Hash);
}
