using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Node;

/// <summary>The node did its part and holds no secret of the round any more.</summary>
public sealed class Completed
{
    internal Completed(CohortTranscript cohort, MemberSet survivors)
    {
        Cohort = cohort;
        Survivors = survivors;
    }

    /// <summary>The cohort that this node verified.</summary>
    public CohortTranscript Cohort { get; }

    /// <summary>U2 as this node signed it.</summary>
    public MemberSet Survivors { get; }
}
