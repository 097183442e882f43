using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Forecasting;

/// <summary>
/// Leaves that add up to groups, and groups of several groupings to one total: stores and brands, brands and a market. Totals from below (<see cref="Totals"/>) always add up. Forecasts that were made at every
/// level are brought to agree by weighted least squares with a variance a node, the diagonal form of MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019): b̂ = (SᵀW⁻¹S)⁻¹SᵀW⁻¹ŷ.
/// </summary>
public sealed class Hierarchy
{
    private readonly ImmutableArray<ImmutableArray<int>> _groupings;
    private readonly ImmutableArray<int> _groups;

    /// <summary>Describes which leaf belongs where.</summary>
    /// <param name="leaves">Leaves, 1 or more.</param>
    /// <param name="groupings">For each grouping the group of each leaf, from 0 on; every leaf belongs to one group of each.</param>
    /// <exception cref="ArgumentException">No leaf, or a grouping that does not name a group for each.</exception>
    public Hierarchy(int leaves, IEnumerable<ImmutableArray<int>> groupings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leaves, 1);
        _groupings = [.. groupings];
        if (_groupings.Any(grouping => grouping.Length != leaves || grouping.Any(group => group < 0)))
            throw new ArgumentException($"A grouping does not name a group of each of the {leaves} leaves.", nameof(groupings));
        Leaves = leaves;
        _groups = [.. _groupings.Select(grouping => grouping.Max() + 1)];
    }

    /// <summary>Leaves.</summary>
    public int Leaves { get; }

    /// <summary>The total, the groups of each grouping in turn, and the leaves.</summary>
    public int Nodes => 1 + _groups.Sum() + Leaves;

    /// <summary>Values of all nodes from those of the leaves: the total, the groups of each grouping, the leaves.</summary>
    /// <param name="leaves">One a leaf.</param>
    public double[] Totals(ReadOnlySpan<double> leaves)
    {
        if (leaves.Length != Leaves)
            throw new ArgumentException($"{leaves.Length} values were given for {Leaves} leaves.", nameof(leaves));
        var nodes = new double[Nodes];
        for (int leaf = 0; leaf < Leaves; leaf++)
        {
            foreach (int node in Above(leaf))
                nodes[node] += leaves[leaf];
        }

        return nodes;
    }

    /// <summary>Values of the leaves that agree with what was said of all nodes, each node counting by its variance; <see cref="Totals"/> of them add up.</summary>
    /// <param name="nodes">What was said of each node, in the order of <see cref="Totals"/>.</param>
    /// <param name="variances">Above 0; large where little is known.</param>
    /// <exception cref="ArgumentException">Wrong lengths, or a variance that is not above 0.</exception>
    public double[] Reconcile(ReadOnlySpan<double> nodes, ReadOnlySpan<double> variances)
    {
        if (nodes.Length != Nodes || variances.Length != Nodes)
            throw new ArgumentException($"{nodes.Length} values and {variances.Length} variances were given for {Nodes} nodes.", nameof(nodes));
        foreach (double variance in variances)
        {
            if (!(variance > 0 && double.IsFinite(variance)))
                throw new ArgumentException($"A variance is {variance}; it must be above 0.", nameof(variances));
        }

        var system = new double[Leaves * Leaves];
        var right = new double[Leaves];
        int[][] above = [.. Enumerable.Range(0, Leaves).Select(leaf => Above(leaf).ToArray())];
        for (int leaf = 0; leaf < Leaves; leaf++)
        {
            foreach (int node in above[leaf])
                right[leaf] += nodes[node] / variances[node];
            for (int other = 0; other <= leaf; other++)
            {
                double sum = 0;
                foreach (int node in above[leaf])
                    sum += above[other].Contains(node) ? 1 / variances[node] : 0;
                system[(leaf * Leaves) + other] = system[(other * Leaves) + leaf] = sum;
            }
        }

        return Cholesky.Of(system, Leaves).Solve(right);
    }

    private IEnumerable<int> Above(int leaf)
    {
        yield return 0;
        int first = 1;
        for (int grouping = 0; grouping < _groupings.Length; first += _groups[grouping++])
            yield return first + _groupings[grouping][leaf];
        yield return first + leaf;
    }
}
