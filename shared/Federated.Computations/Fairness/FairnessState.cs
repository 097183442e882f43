using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>State of <see cref="FederatedFairness"/>.</summary>
/// <param name="Request">What is compared.</param>
/// <param name="Result">One an attribute; null before the round.</param>
public sealed record FairnessState(FairnessRequest Request, ImmutableArray<AttributeFairness>? Result = null);
