using System.Collections.Immutable;

namespace Federated.Computations.Robust;

/// <summary>A computation between the secure sums of one geometric median.</summary>
/// <typeparam name="TState">The state of the computation that is made robust.</typeparam>
/// <param name="Inner">Its state, which the vectors belong to.</param>
/// <param name="Result">Which geometric median this is, from 0: results that the inner state holds already.</param>
/// <param name="Pass">Secure sums of this one so far.</param>
/// <param name="Centre">z: the estimate so far, one value for each of a vector; empty before the first sum.</param>
public sealed record GeometricMedianState<TState>(TState Inner, int Result, int Pass, ImmutableArray<double> Centre)
{
    /// <summary>Before the first sum.</summary>
    public GeometricMedianState(TState inner)
        : this(inner, 0, 0, [])
    {
    }
}
