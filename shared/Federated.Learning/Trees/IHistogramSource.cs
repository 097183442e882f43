namespace Federated.Learning.Trees;

/// <summary>
/// Where a tree's grower gets its histograms from: rows in memory (<see cref="LocalRows"/>) or the sum over several tables that stay where they are.
/// Nodes are numbered as in the tree: 0 is the root, and the children of a split are two successive numbers.
/// </summary>
public interface IHistogramSource
{
    /// <summary>Writes the statistics of a node's rows.</summary>
    /// <param name="node">The root, or a child of a node that was divided.</param>
    /// <param name="columns">Columns that are wanted, ascending; all when empty. The runs of others may hold anything afterwards.</param>
    /// <param name="histogram">The whole vector of the layout, overwritten.</param>
    void Sum(int node, ReadOnlySpan<int> columns, Span<double> histogram);

    /// <summary>Divides a node's rows among its children.</summary>
    /// <param name="node">The root, or a child of a node that was divided; not divided itself.</param>
    /// <param name="split">The test.</param>
    /// <param name="leftChild">Number of the left child; the right child's is one more.</param>
    void Divide(int node, Split split, int leftChild);
}
