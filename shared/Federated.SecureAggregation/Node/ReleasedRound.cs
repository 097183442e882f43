using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Node;

/// <summary>What a node remembers of a round that it helped to unmask: the question, and over whom the sum was.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Round">Its number within the job.</param>
/// <param name="Attempt">The attempt that was unmasked.</param>
/// <param name="ModelHash">The hash of the state that the contributions started from.</param>
/// <param name="Survivors">U2 under H.</param>
/// <param name="Companies">The legal entities of U2, of which a cohort holds one node each.</param>
public sealed record ReleasedRound(string JobId, long Round, int Attempt, Digest ModelHash, SignedSurvivors Survivors, IReadOnlyList<string> Companies)
{
    internal static ReleasedRound Of(CohortTranscript cohort, MemberSet survivors) => new(
        cohort.Parameters.JobId,
        cohort.Parameters.Round,
        cohort.Parameters.Attempt,
        cohort.Parameters.ModelHash,
        new SignedSurvivors(cohort.Hash, survivors.HashFor(cohort.Hash)),
        [.. survivors.Select(member => cohort.Members[member].LegalEntity)]);
}
