using System.Collections.Immutable;

namespace Federated.Computations.Robust;

/// <summary>What one group's secure sum told.</summary>
/// <param name="Values">Σ wᵢ·xᵢ / Σ wᵢ over the group.</param>
/// <param name="Weight">Σ wᵢ.</param>
/// <param name="Contributors">Members in the sum.</param>
public sealed record GroupMean(ImmutableArray<double> Values, long Weight, int Contributors);
