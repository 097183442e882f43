using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// The sums that are wanted of a table's rows in one round, and where each stands in the vector. For each tree, each of its wanted nodes and each wanted
/// column of that node stand the column's slots one after another: bin 0, 1, …, and last the rows whose value is missing or of no known category. A slot
/// is <see cref="StatisticsOf"/> numbers over the rows that are not held back and end in that node and bin, each row counting as often as the tree draws
/// it: Σ gradient units for each of the tree's outputs, then Σ hessian units unless all hessians are 1 (<see cref="TreeTarget.HasHessians"/>), then Σ draws.
/// <para>
/// In SQL: <c>SELECT node, bin, SUM(d*g), SUM(d*h), SUM(d) … GROUP BY node, bin</c> for each column, where node is a nested CASE over the tree's tests, bin a
/// CASE over the column's edges or categories, g and h the integer expressions of <see cref="TreeGradients"/>, and d a CASE over the row's hash
/// (<see cref="RowHash"/>).
/// </para>
/// </summary>
public sealed class TreeHistogramRequest
{
    /// <summary>Lays the vector out.</summary>
    /// <param name="mapper">The bins.</param>
    /// <param name="gradients">What is summed.</param>
    /// <param name="trees">Of which trees; may be empty.</param>
    /// <param name="heldBack">A row that this draws is in no sum of gradients; null when every row is.</param>
    /// <exception cref="ArgumentException">A node that is not a leaf, a column that is not there, or a vector of more than <see cref="MaximumLength"/> numbers.</exception>
    public TreeHistogramRequest(BinMapper mapper, TreeGradients gradients, ImmutableArray<RequestedTree> trees, RowDraws? heldBack)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentNullException.ThrowIfNull(gradients);
        (Mapper, Gradients, Trees, HeldBack) = (mapper, gradients, trees, heldBack);
        long length = 0;
        foreach (RequestedTree tree in trees)
        {
            if (TreeChecks.Fault(tree.Tree, mapper, tree.Tree.Outputs) is { } fault)
                throw new ArgumentException($"A tree that is being grown cannot be walked: {fault}.", nameof(trees));
            for (int node = 0; node < tree.Nodes.Length; node++)
            {
                if (tree.Nodes[node] < 0 || tree.Nodes[node] >= tree.Tree.Nodes.Length || !tree.Tree.Nodes[tree.Nodes[node]].IsLeaf)
                    throw new ArgumentException($"Node {tree.Nodes[node]} is not a leaf of its tree.", nameof(trees));
                length += LengthOf(tree, node);
            }
        }

        if (length > MaximumLength)
            throw new ArgumentException($"A round would hold {length} numbers, more than {MaximumLength}; take fewer bins, columns, leaves or trees at a time.", nameof(trees));
        Length = (int)length;
    }

    /// <summary>Most numbers of a round: 2²⁴.</summary>
    public const int MaximumLength = 1 << 24;

    /// <summary>The bins of every column.</summary>
    public BinMapper Mapper { get; }

    /// <summary>What is summed.</summary>
    public TreeGradients Gradients { get; }

    /// <summary>The trees that are being grown.</summary>
    public ImmutableArray<RequestedTree> Trees { get; }

    /// <summary>Draws the rows that models are judged by; null when there are none.</summary>
    public RowDraws? HeldBack { get; }

    /// <summary>Numbers of the vector.</summary>
    public int Length { get; }

    /// <summary>Numbers of a slot.</summary>
    public int StatisticsOf(RequestedTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Tree.Outputs + (Gradients.Target.HasHessians ? 2 : 1);
    }

    /// <summary>Slots of a column: its bins and that of missing values.</summary>
    public int SlotsOf(int column) => Mapper.Columns[column].Count + 1;

    /// <summary>Numbers of one of a tree's wanted nodes.</summary>
    /// <param name="tree">One of <see cref="Trees"/>.</param>
    /// <param name="index">Index in its nodes.</param>
    public int LengthOf(RequestedTree tree, int index)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Columns[index].Sum(SlotsOf) * StatisticsOf(tree);
    }
}
