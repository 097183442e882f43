namespace Federated.Computations.Recommendation;

/// <summary>State of <see cref="FederatedItemCounts"/>.</summary>
/// <param name="Request">What is counted.</param>
/// <param name="Result">What was counted; null before the round.</param>
public sealed record ItemCountState(ItemCountRequest Request, ItemCounts? Result = null);
