namespace Federated.SecureAggregation.Node;

/// <summary>A survivor set of a cohort, by hash.</summary>
/// <param name="CohortHash">H.</param>
/// <param name="SurvivorsHash">The hash of U2 under H.</param>
public sealed record SignedSurvivors(Digest CohortHash, Digest SurvivorsHash);
