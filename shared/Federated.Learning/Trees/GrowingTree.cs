using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// A tree that is grown one level at a time from the histograms of all its open nodes, for instance sums over tables that stay where they are: as many
/// exchanges as the tree is deep, where <see cref="TreeGrower"/> takes one for each split. Immutable.
/// <para>
/// The tree that comes out is the very one that <see cref="TreeGrower"/> grows best-first on the same histograms, with a limit on leaves as well: a node's
/// split does not depend on the others, so every level is grown in full and <see cref="Finish"/> then makes splits in the order of their gains until the
/// leaves run out. Nodes that cannot be among them any more are not opened.
/// </para>
/// </summary>
public sealed class GrowingTree
{
    private GrowingTree(DecisionTree tree, ImmutableArray<ValueBounds> bounds, ImmutableArray<int> open) => (Tree, Bounds, Open) = (tree, bounds, open);

    /// <summary>All splits found so far, in the order of the levels.</summary>
    public DecisionTree Tree { get; }

    /// <summary>The range of each node's value.</summary>
    public ImmutableArray<ValueBounds> Bounds { get; }

    /// <summary>Leaves of the deepest level that may yet be split, ascending: the histograms of these are wanted.</summary>
    public ImmutableArray<int> Open { get; }

    /// <summary>Whether no level follows.</summary>
    public bool IsFinished => Open.IsEmpty;

    /// <summary>A tree of nothing but its open root.</summary>
    /// <param name="outputs">Values of a leaf, 1 or more.</param>
    public static GrowingTree Seed(int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return new GrowingTree(new DecisionTree([TreeNode.Leaf(0)], [.. new double[outputs]], outputs), [ValueBounds.Free], [0]);
    }

    /// <summary>A tree that was stored.</summary>
    /// <exception cref="ArgumentException">Another number of bounds than nodes, bounds that hold no value, or open nodes that are not leaves of the deepest level.</exception>
    public static GrowingTree Of(DecisionTree tree, ImmutableArray<ValueBounds> bounds, ImmutableArray<int> open)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (bounds.IsDefault || bounds.Length != tree.Nodes.Length)
            throw new ArgumentException($"{(bounds.IsDefault ? 0 : bounds.Length)} bounds were given for {tree.Nodes.Length} nodes; give one a node.", nameof(bounds));
        int crossed = Enumerable.Range(0, bounds.Length).FirstOrDefault(node => !bounds[node].HoldsValues, -1);
        if (crossed >= 0)
            throw new ArgumentException($"The bounds of node {crossed} hold no value.", nameof(bounds));
        int[] depths = DepthsOf(tree);
        for (int index = 0; index < open.Length; index++)
        {
            int node = open[index];
            if (node < 0 || node >= depths.Length || !tree.Nodes[node].IsLeaf || depths[node] != tree.Depth || (index > 0 && open[index - 1] >= node))
                throw new ArgumentException($"Open node {node} is not a leaf of the tree's deepest level, in ascending order.", nameof(open));
        }

        return new GrowingTree(tree, bounds, open);
    }

    /// <summary>Splits the open nodes, each by its own histogram.</summary>
    /// <param name="histograms">One for each of <see cref="Open"/>: <see cref="HistogramLayout.Length"/> finite numbers.</param>
    /// <param name="columns">Columns that each may be split by, ascending, at least one; only these need to be in its histogram.</param>
    /// <param name="layout">Where the numbers stand.</param>
    /// <param name="options">Sizes, penalties and constraints.</param>
    /// <exception cref="ArgumentException">Histograms that are not those of the open nodes, or options out of range.</exception>
    public GrowingTree Grow(
        IReadOnlyList<double[]> histograms, IReadOnlyList<ImmutableArray<int>> columns, HistogramLayout layout, GrowthOptions options)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (histograms.Count != Open.Length || columns.Count != Open.Length)
            throw new ArgumentException($"{histograms.Count} histograms of {columns.Count} choices of columns were given for {Open.Length} open nodes.", nameof(histograms));
        if (layout.Outputs != Tree.Outputs)
            throw new ArgumentException($"The histograms have {layout.Outputs} outputs, the tree {Tree.Outputs}.", nameof(layout));
        var level = new LevelBuilder(this, layout, options);
        for (int index = 0; index < Open.Length; index++)
            level.Split(Open[index], histograms[index], columns[index].AsSpan());
        (DecisionTree tree, ImmutableArray<ValueBounds> bounds, List<(int Parent, int Node)> candidates) = level.Build();
        HashSet<int> splits = [.. BestFirstOrder.Of(tree, options).Select(made => made.Node)];
        return new GrowingTree(tree, bounds, [.. candidates.Where(candidate => splits.Contains(candidate.Parent)).Select(candidate => candidate.Node)]);
    }

    /// <summary>The tree with its best splits only, its nodes numbered as <see cref="TreeGrower"/> numbers them.</summary>
    /// <exception cref="InvalidOperationException">A node is still open.</exception>
    public DecisionTree Finish(GrowthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IsFinished)
            throw new InvalidOperationException($"{Open.Length} nodes are still open; grow the tree before it is finished.");
        List<(int Node, int Number)> splits = BestFirstOrder.Of(Tree, options);
        var nodes = new TreeNode[(2 * splits.Count) + 1];
        var values = new double[nodes.Length * Tree.Outputs];
        Copy(0, 0);
        for (int index = 0; index < splits.Count; index++)
        {
            TreeNode node = Tree.Nodes[splits[index].Node];
            int left = (2 * index) + 1;
            nodes[splits[index].Number] = node with { LeftChild = left };
            Copy(node.LeftChild, left);
            Copy(node.LeftChild + 1, left + 1);
        }

        return new DecisionTree([.. nodes], [.. values], Tree.Outputs);

        void Copy(int from, int to)
        {
            nodes[to] = TreeNode.Leaf(Tree.Nodes[from].Rows);
            Tree.Values.Slice(from * Tree.Outputs, Tree.Outputs).CopyTo(values.AsSpan(to * Tree.Outputs));
        }
    }

    internal static int[] DepthsOf(DecisionTree tree)
    {
        var depths = new int[tree.Nodes.Length];
        for (int node = 0; node < depths.Length; node++)
        {
            if (!tree.Nodes[node].IsLeaf)
                depths[tree.Nodes[node].LeftChild] = depths[tree.Nodes[node].LeftChild + 1] = depths[node] + 1;
        }

        return depths;
    }
}
