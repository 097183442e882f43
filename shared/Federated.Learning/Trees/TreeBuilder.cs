using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Collects the nodes of a tree that is being grown.</summary>
internal sealed class TreeBuilder(int outputs)
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<double> _values = [];

    /// <summary>Number of nodes so far.</summary>
    public int Count => _nodes.Count;

    /// <summary>Adds a leaf and returns its number.</summary>
    public int AddLeaf(ReadOnlySpan<NodeSums> sums, SplitOptions options, ValueBounds bounds, double learningRate)
    {
        _nodes.Add(TreeNode.Leaf(sums[0].Count));
        for (int output = 0; output < outputs; output++)
            _values.Add(learningRate * LeafValue.Of(sums[output], options, bounds));
        return _nodes.Count - 1;
    }

    /// <summary>Turns a leaf into a test whose children are added next.</summary>
    public void Split(int node, Split split) => _nodes[node] = TreeNode.Test(split, _nodes.Count, _nodes[node].Rows);

    public DecisionTree Build() => new([.. _nodes], [.. _values], outputs);
}
