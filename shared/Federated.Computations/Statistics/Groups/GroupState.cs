using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Groups;

/// <summary>Tables by groups, wanted or computed.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Tables">One for each query; default before the round.</param>
public sealed record GroupState(GroupPlan Plan, ImmutableArray<GroupTable> Tables)
{
    /// <summary>Before the round.</summary>
    public static GroupState Begin(GroupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new GroupState(plan, plan.Queries.IsEmpty ? [] : default);
    }
}
