using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Federated.Computations.Robust;

/// <summary>
/// Robust and encrypted together, against members that send anything at all. A secure sum hides whose contribution is bad; so the members stand in G random groups
/// (<see cref="GroupPartition"/>), each group has a secure sum of its own, and the median or trimmed mean over the groups' means (<see cref="RobustRule"/>) takes
/// the place of the mean over all. f bad members spoil at most f groups; fewer than 2f + 3 groups are refused. A median over the means of
/// groups: Chen, Su and Xu 2017, "Distributed statistical machine learning in adversarial settings: Byzantine gradient descent".
/// <para>
/// A group's sum is a whole secure round with a cohort of its own: the members of the group and nobody else. One sum with a slot for each group would be a
/// single round, but not robust: a masked vector cannot be looked into, so a member could write into every slot. It would not be private under dropouts either:
/// the slots of a group that shrank would come to light. With a cohort a group, a bad member reaches its own group alone, and the round's own floor, which every node
/// checks before it unmasks, holds for each group: none is opened with fewer than n_min survivors. A node uploads once for each result, as without groups.
/// </para>
/// <para>
/// A round here is one group's: <see cref="Turn"/> names who takes part, the others wait. A group that cannot reach n_min is left out (<see cref="LeaveOut"/>);
/// the result needs 2f + 3 of the others. Robustness rests on the coordinator: it must admit only the group's members, and it computes the rule. Privacy
/// does not, but is less than that of one sum: the coordinator, and whoever is given the state, learns a mean for every n_min members. Groups stay the same for
/// the whole job: new groups each time would let steady contributions be solved for from the sums. The hash must not be one that somebody could try values for: else
/// a victim could be grouped with colluders, who know it when they are all the others of its group (<see cref="FederatedDraw"/> makes one).
/// </para>
/// <para>Use it for means that need not be exact (<c>FederatedAveraging</c>): the median of groups is not the sum of all rows.</para>
/// </summary>
/// <typeparam name="TState">State of the computation that is made robust.</typeparam>
/// <typeparam name="TData">Rows of the computation that is made robust.</typeparam>
public sealed class FederatedGroups<TState, TData> : IComputation<GroupedState<TState>, GroupMember<TData>>
{
    private readonly IComputation<TState, TData> _inner;
    private readonly GroupedOptions _options;
    private readonly ImmutableArray<string> _members;
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;

    /// <summary>Forms the groups.</summary>
    /// <param name="inner">A computation whose result is a weighted mean.</param>
    /// <param name="members">Names of all members, in the roster's order, each once.</param>
    /// <param name="hash">32 bytes that no single party chose.</param>
    /// <param name="options">The same on every node.</param>
    /// <exception cref="ContributionException">The members form fewer than 2f + 3 groups.</exception>
    /// <exception cref="ArgumentException">A name appears twice, the hash has another length, or options are out of range.</exception>
    public FederatedGroups(IComputation<TState, TData> inner, IReadOnlyList<string> members, ReadOnlySpan<byte> hash, GroupedOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(options);
        if (members.Distinct(StringComparer.Ordinal).Count() != members.Count)
            throw new ArgumentException("A member is named twice; it would count in two groups.", nameof(members));
        _inner = inner;
        _options = options;
        _members = [.. members];
        _groups = GroupPartition.Derive(hash, members.Count, options.GroupsOf(members.Count));
    }

    /// <summary>G.</summary>
    public int Groups => _groups.Count;

    /// <summary>Names of the members of the group whose turn it is: the cohort of the next round.</summary>
    public IReadOnlyList<string> Turn(GroupedState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. _groups[state.Group].Select(member => _members[member])];
    }

    /// <inheritdoc/>
    public ContributionSpec Specify(GroupedState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _inner.Specify(state.Inner);
    }

    /// <inheritdoc/>
    public void Contribute(GroupedState<TState> state, GroupMember<TData> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!Turn(state).Contains(data.Name, StringComparer.Ordinal))
            throw new ContributionException($"It is the turn of group {state.Group + 1} of {Groups}, which '{data.Name}' is not in. Nothing was sent; wait for the group's own round.");
        _inner.Contribute(state.Inner, data.Data, into);
    }

    /// <inheritdoc/>
    public GroupedState<TState> Apply(GroupedState<TState> state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        int members = _groups[state.Group].Count;
        if (sum.Contributors < _options.LeastMembers || sum.Contributors > members)
            throw new ContributionException($"The sum of group {state.Group + 1} has {sum.Contributors} contributors; the group has {members} members and needs {_options.LeastMembers}. Leave it out.");
        double[] mean = sum.Values.ToArray();
        TensorPrimitives.Divide(mean, sum.Weight, mean);
        return Next(state with { Means = state.Means.Add(new GroupMean([.. mean], sum.Weight, sum.Contributors)) });
    }

    /// <summary>On the coordinator: goes on without the group whose turn it is, after its round failed for good.</summary>
    /// <exception cref="ContributionException">It was the last group, and fewer than 2f + 3 are in.</exception>
    public GroupedState<TState> LeaveOut(GroupedState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Next(state);
    }

    /// <inheritdoc/>
    public bool IsDone(GroupedState<TState> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _inner.IsDone(state.Inner);
    }

    private GroupedState<TState> Next(GroupedState<TState> state)
        => state.Group + 1 < Groups ? state with { Group = state.Group + 1 } : new GroupedState<TState>(_inner.Apply(state.Inner, Combine(state.Means)));

    private SecureSum Combine(ImmutableArray<GroupMean> means)
    {
        double[] mean = RobustMean.Of(_options.Rule, [.. means.Select(group => group.Values.ToArray())], _options.Byzantine);
        long weight = means.Sum(group => group.Weight);
        TensorPrimitives.Multiply(mean, weight, mean);
        return new SecureSum(mean, weight, means.Sum(group => group.Contributors));
    }
}
