using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Messages;

/// <summary>Coordinator to every signer: release self-mask shares of the survivors and mask-key shares of the dropped, on the word of a quorum.</summary>
public sealed class UnmaskRequest
{
    /// <param name="cohortHash">H.</param>
    /// <param name="survivors">U2.</param>
    /// <param name="dropped">U1 without U2.</param>
    /// <param name="signatures">A quorum of consistency signatures, at most 10,000.</param>
    /// <exception cref="ProtocolViolationException">Too many signatures.</exception>
    public UnmaskRequest(Digest cohortHash, MemberSet survivors, MemberSet dropped, IEnumerable<ConsistencySignature> signatures)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        ArgumentNullException.ThrowIfNull(survivors);
        ArgumentNullException.ThrowIfNull(dropped);
        CohortHash = cohortHash;
        Survivors = survivors;
        Dropped = dropped;
        Signatures = Bounds.List(signatures, Bounds.MaximumCohort, "the consistency signatures");
    }

    /// <summary>H.</summary>
    public Digest CohortHash { get; }

    /// <summary>U2.</summary>
    public MemberSet Survivors { get; }

    /// <summary>U1 without U2.</summary>
    public MemberSet Dropped { get; }

    /// <summary>The quorum.</summary>
    public IReadOnlyList<ConsistencySignature> Signatures { get; }
}
