using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>
/// A random forest on the rows of all nodes, exact: whatever node a row lies at, the trees are the same. Many trees are grown in the same rounds, one level
/// a round, as in <see cref="FederatedBoosting"/>. A tree's bootstrap is a Poisson(1) draw by a hash of the row's key and the tree's number; every
/// node draws its columns by a hash of its place. Labels are summed as whole numbers, so that quantisation changes nothing.
/// <para>
/// It differs from <see cref="RandomForest"/> in that depth and leaves are bounded, and in that a node none of whose drawn columns gains anything becomes a leaf.
/// There is no out-of-bag estimate: judge the forest on held-out rows.
/// </para>
/// <para>
/// <b>Rounds</b>: 1, then at most <see cref="FederatedForestOptions.MaximumDepth"/> for each <see cref="FederatedForestOptions.TreesAtATime"/> trees.
/// <b>Numbers</b> of a round: for each tree and open node 2 × Σ(bins + 1) over the drawn columns (classes + 1 in place of 2 for more than two classes): with 5
/// drawn columns of 63 bins and 10 trees 6,400 at the roots and at most 0.4 million in the deepest round.
/// </para>
/// Source: Breiman 2001; Oza and Russell 2001 (Poisson bootstrap).
/// </summary>
public sealed class FederatedForest : IComputation<TreeState, ITreeSums>
{
    private readonly LevelwiseGrowth _growth;

    /// <summary>A forest by the given options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FederatedForest(FederatedForestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Plan = new ForestPlan(options);
        Options = options;
        _growth = new LevelwiseGrowth(Plan);
    }

    /// <summary>The settings.</summary>
    public FederatedForestOptions Options { get; }

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
    public BaggedTrees Model(TreesGrown state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new BaggedTrees(Options.Classes, Options.Classes == 0 ? state.Baseline[0] : 0, state.Mapper, state.Trees);
    }
}
