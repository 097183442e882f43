using System.Collections.Immutable;

namespace Federated.Computations.Bandits;

/// <summary>State of <see cref="FederatedPolicyValue"/>.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Sums">The joint sums, in the layout of <see cref="PolicyValueRequest.Length"/>; empty before the round.</param>
public sealed record PolicyValueState(PolicyValueRequest Request, ImmutableArray<double> Sums)
{
    /// <summary>Before the round.</summary>
    public PolicyValueState(PolicyValueRequest request)
        : this(request, [])
    {
    }

    /// <summary>Rows of all nodes together; 0 before the round.</summary>
    public long Rows => Sums.IsEmpty ? 0 : (long)Sums[^3];
}
