using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>
/// Gradient-boosted trees on the rows of all nodes, exact: the joint model is the one that the same bins, options and rows in one place give, whatever
/// node a row lies at (<see cref="HistogramBoosting"/> on pooled rows, bit for bit, for logistic loss without samples).
/// <para>
/// One round is one level of a tree. Each node routes its rows through the tree so far and contributes a histogram of gradients, hessians and counts for
/// every open node and column (<see cref="TreeHistogramRequest"/>); the coordinator finds the splits of that level in the sums. Gradients lie on a fixed
/// grid and are summed as whole numbers, with as many bits as the joint row count needs, at most 48: quantisation changes nothing, and no sum is rounded.
/// </para>
/// <para>
/// <b>Rounds</b>: 1 for the baseline, then at most <see cref="FederatedBoostingOptions.MaximumDepth"/> a tree (all classes' trees in the same ones), and 1 more
/// with a validation share. <b>Numbers</b> of a round: 3 × Σ(bins + 1) over the columns for each open node (2 × for squared error without weights), where level l has at
/// most 2ˡ open nodes and a tree at most <c>MaximumLeaves</c> − 1 splits: with 17 columns of 63 bins, depth 6 and 31 leaves, 3,264 at the root and at most
/// 104,448 in the deepest round; at 6 bytes each 20 kB to 0.6 MB, and about 100 kB to 1.2 MB for a whole tree.
/// </para>
/// <para>
/// Both children of a split are asked for, although one would follow from their parent's histogram: the state is published to every node, and histograms in
/// it would tell every partner, for nodes with few rows too, what so far only the coordinator sees. Only splits, leaf values and the rows of each node,
/// never fewer than <see cref="SplitOptions.MinimumRowsInLeaf"/> in a leaf, are in it.
/// </para>
/// Source: Chen and Guestrin 2016; Ke et al. 2017 (best-first growth, order of categories).
/// </summary>
public sealed class FederatedBoosting : IComputation<TreeState, ITreeSums>
{
    private readonly LevelwiseGrowth _growth;

    /// <summary>Boosting by the given options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FederatedBoosting(FederatedBoostingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Plan = new BoostingPlan(options);
        Options = options;
        _growth = new LevelwiseGrowth(Plan);
    }

    /// <summary>The settings.</summary>
    public FederatedBoostingOptions Options { get; }

    internal TreePlan Plan { get; }

    /// <inheritdoc/>
    public ContributionSpec Specify(TreeState state) => _growth.Specify(state);

    /// <inheritdoc/>
    public void Contribute(TreeState state, ITreeSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        _growth.Contribute(state, data, into);
    }

    /// <inheritdoc/>
    public TreeState Apply(TreeState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return _growth.Apply(state, sum);
    }

    /// <inheritdoc/>
    public bool IsDone(TreeState state) => state is TreesGrown;

    /// <summary>The model of a finished state.</summary>
    public BoostedTrees Model(TreesGrown state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new BoostedTrees(Options.Objective, state.Baseline, state.Mapper, state.Trees, state.ValidationLosses);
    }
}
