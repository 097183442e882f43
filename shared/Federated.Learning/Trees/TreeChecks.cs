using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Requires trees that can be walked: every way from the root ends in a leaf, and every test is of a column and bin that there are.</summary>
internal static class TreeChecks
{
    public static void RequireFit(ImmutableArray<DecisionTree> trees, BinMapper mapper, int outputs)
    {
        for (int tree = 0; tree < trees.Length; tree++)
        {
            if (Fault(trees[tree], mapper, outputs) is { } fault)
                throw new ArgumentException($"Tree {tree}: {fault}.", nameof(trees));
        }
    }

    /// <summary>What is wrong with a tree; null when nothing is.</summary>
    public static string? Fault(DecisionTree tree, BinMapper mapper, int outputs)
    {
        if (tree.Outputs != outputs || tree.Values.Length != (long)tree.Nodes.Length * outputs)
            return $"it has {tree.Outputs} values a leaf, {outputs} are needed";
        if (NodesFault(tree.Nodes) is { } fault)
            return fault;
        for (int node = 0; node < tree.Nodes.Length; node++)
        {
            if (!tree.Nodes[node].IsLeaf && TestFault(tree.Nodes[node], mapper) is { } wrong)
                return $"node {node} {wrong}";
        }

        return tree.Values.ContainsAnyExceptInRange(double.MinValue, double.MaxValue) ? "a leaf's value is not finite" : null;
    }

    /// <summary>What is wrong with the way the nodes hang together; null when nothing is.</summary>
    public static string? NodesFault(ImmutableArray<TreeNode> nodes)
    {
        if (nodes.IsEmpty)
            return "it has no node";

        // Each pair of children is taken once and stands after its parent: then the nodes form one tree and no way returns.
        var hasParent = new bool[nodes.Length];
        for (int node = 0; node < nodes.Length; node++)
        {
            int left = nodes[node].LeftChild;
            if (nodes[node].IsLeaf)
                continue;
            if (left <= node || left + 1 >= nodes.Length)
                return $"node {node} has children {left} and {left + 1L}; they must come after it, below {nodes.Length}";
            if (hasParent[left] || hasParent[left + 1])
                return $"node {node} shares a child with another node";
            hasParent[left] = hasParent[left + 1] = true;
        }

        int orphan = hasParent.AsSpan(1).IndexOf(false) is var found and >= 0 ? found + 1 : -1;
        return orphan >= 0 ? $"node {orphan} has no parent" : null;
    }

    private static string? TestFault(TreeNode node, BinMapper mapper)
    {
        if (node.Column >= mapper.Columns.Length)
            return $"tests column {node.Column}, but there are {mapper.Columns.Length}";
        ColumnBins bins = mapper.Columns[node.Column];
        if (bins.Kind != node.Kind)
            return $"has a {node.Kind} test of column {node.Column}, which is {bins.Kind}";

        return node.Kind == ColumnKind.Numerical && node.Bin >= bins.Count ? $"tests bin {node.Bin} of column {node.Column}, which has {bins.Count}" : null;
    }
}
