using System.Collections.Immutable;

namespace Federated.Computations.Robust;

/// <summary>A computation between the secure sums of its groups.</summary>
/// <typeparam name="TState">The state of the computation that is made robust.</typeparam>
/// <param name="Inner">Its state, which all groups contribute to.</param>
/// <param name="Group">The group whose turn it is, from 0.</param>
/// <param name="Means">Of the groups before it, in order, without those that were left out.</param>
public sealed record GroupedState<TState>(TState Inner, int Group, ImmutableArray<GroupMean> Means)
{
    /// <summary>Before the first group.</summary>
    public GroupedState(TState inner)
        : this(inner, 0, [])
    {
    }
}
