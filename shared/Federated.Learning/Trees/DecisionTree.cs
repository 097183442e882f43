using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// One tree as flat arrays over its nodes. Node 0 is the root; the right child's number is the left child's plus one, and both are above their parent's.
/// </summary>
public sealed class DecisionTree
{
    private readonly ImmutableArray<double> _values;

    internal DecisionTree(ImmutableArray<TreeNode> nodes, ImmutableArray<double> values, int outputs)
    {
        Nodes = nodes;
        _values = values;
        Outputs = outputs;
        var depths = new int[nodes.Length];
        for (int node = 0; node < nodes.Length; node++)
        {
            if (!nodes[node].IsLeaf)
                depths[nodes[node].LeftChild] = depths[nodes[node].LeftChild + 1] = depths[node] + 1;
            Depth = Math.Max(Depth, depths[node]);
        }
    }

    /// <summary>The nodes by number.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>Values of a leaf.</summary>
    public int Outputs { get; }

    /// <summary>Splits on the longest way from the root to a leaf.</summary>
    public int Depth { get; }

    /// <summary>Number of leaves.</summary>
    public int Leaves => (Nodes.Length + 1) / 2;

    /// <summary>nodes × outputs: what each node adds to the raw scores of the rows that end there. That of an inner node is not used for prediction.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan();
}
