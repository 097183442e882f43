using System.Collections.Immutable;

namespace Federated.SecureAggregation.Ring;

/// <summary>What a sealed round says: the weighted sums and the sum of the weights.</summary>
/// <param name="Values">Σ w·x for each value.</param>
/// <param name="Weight">Σ w.</param>
public sealed record WeightedSum(ImmutableArray<double> Values, long Weight);
