using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>What collecting leaves behind: the sum with its masks still on, and whose uploads are in it.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Sharers">U1.</param>
/// <param name="Elements">The masked sum; it becomes the sum when the masks are taken off.</param>
/// <param name="UploadHashes">The hash of each survivor's upload, in the order of <paramref name="Survivors"/>.</param>
/// <param name="Survivors">U2.</param>
internal sealed record MaskedSum(CohortTranscript Cohort, MemberSet Sharers, RingWords Elements, IReadOnlyList<Digest> UploadHashes, MemberSet Survivors)
{
    public MemberSet Dropped => Sharers.Without(Survivors);

    public Digest SurvivorsHash => Survivors.HashFor(Cohort.Hash);
}
