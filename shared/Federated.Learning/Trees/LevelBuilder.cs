using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>A tree that gets one level deeper.</summary>
internal sealed class LevelBuilder
{
    private readonly HistogramLayout _layout;
    private readonly GrowthOptions _options;
    private readonly List<TreeNode> _nodes;
    private readonly List<double> _values;
    private readonly List<ValueBounds> _bounds;
    private readonly List<(int Parent, int Node)> _candidates = [];
    private readonly int _depth;

    public LevelBuilder(GrowingTree tree, HistogramLayout layout, GrowthOptions options)
    {
        (_layout, _options, _depth) = (layout, options, tree.Tree.Depth);
        _nodes = [.. tree.Tree.Nodes];
        _values = [.. tree.Tree.Values];
        _bounds = [.. tree.Bounds];
    }

    public void Split(int node, double[] histogram, ReadOnlySpan<int> columns)
    {
        Split? split = SplitFinder.Best(histogram, _layout, _options.Splits, _bounds[node], columns);
        if (node == 0)
            SetRoot(RootSums(histogram, columns[0]));
        if (split is null)
            return;
        (ValueBounds left, ValueBounds right) = _bounds[node].Below(split, _options.Splits);
        _nodes[node] = TreeNode.Test(split, _nodes.Count, _nodes[node].Rows);
        Add(node, split.Left, left);
        Add(node, split.Right, right);
    }

    public (DecisionTree Tree, ImmutableArray<ValueBounds> Bounds, List<(int Parent, int Node)> Candidates) Build() =>
        (new DecisionTree([.. _nodes], [.. _values], _layout.Outputs), [.. _bounds], _candidates);

    private void Add(int parent, ImmutableArray<NodeSums> sums, ValueBounds bounds)
    {
        if (_depth + 1 < _options.MaximumDepth && sums[0].Count >= 2.0 * _options.Splits.MinimumRowsInLeaf)
            _candidates.Add((parent, _nodes.Count));
        _nodes.Add(TreeNode.Leaf(sums[0].Count));
        _bounds.Add(bounds);
        foreach (NodeSums output in sums)
            _values.Add(_options.LearningRate * LeafValue.Of(output, _options.Splits, bounds));
    }

    private void SetRoot(NodeSums[] sums)
    {
        _nodes[0] = TreeNode.Leaf(sums[0].Count);
        for (int output = 0; output < sums.Length; output++)
            _values[output] = _options.LearningRate * LeafValue.Of(sums[output], _options.Splits, ValueBounds.Free);
    }

    private unsafe NodeSums[] RootSums(double[] histogram, int column)
    {
        var sums = new NodeSums[_layout.Outputs];
        fixed (double* planes = histogram)
        fixed (NodeSums* totals = sums)
            ColumnSplits.Totals(planes + _layout.IndexOf(0, column, 0), _layout, totals);
        return sums;
    }
}
