namespace Federated.Computations.Recommendation;

/// <summary>What one model does for one customer.</summary>
/// <param name="Sampled">Rank of the held-out item among it and the sampled items, 1 or more.</param>
/// <param name="Full">Its rank among all items that the customer does not have.</param>
/// <param name="Novelty">Mean self-information −log₂(share of customers) of the list, in bits, 0 to <see cref="RankingLayout.MostNovelty"/>.</param>
/// <param name="Diversity">Mean of 1 − cosine over pairs of the list, 0 to 1.</param>
public readonly record struct RankedModel(int Sampled, int Full, double Novelty, double Diversity);
