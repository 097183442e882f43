namespace Federated.Computations.Recommendation;

/// <summary>State of <see cref="FederatedRanking"/>.</summary>
/// <param name="Request">What is measured.</param>
/// <param name="Result">What came out; null before the round.</param>
public sealed record RankingState(RankingRequest Request, RankingQuality? Result = null);
