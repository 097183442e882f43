namespace Federated.ClientNode.Policy;

/// <summary>What a node knows when a round is offered: the cohort, too.</summary>
/// <param name="Job">What it knew of the job.</param>
/// <param name="CohortSize">Members of the cohort, itself included.</param>
/// <param name="KnownPartners">Other members that its operator has acknowledged.</param>
internal sealed record RoundFacts(JobFacts Job, int CohortSize, int KnownPartners);
