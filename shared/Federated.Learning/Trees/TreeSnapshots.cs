using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Learning.Trees;

/// <summary>
/// Trees in and out of snapshots. The metadata name the model and its kind; the tensors are
/// <list type="table">
/// <item><term><c>bins.kind</c>, <c>bins.count</c></term><description>a column each: 0 numerical or 1 categorical; edges or categories.</description></item>
/// <item><term><c>bins.edges</c></term><description>F64: the edges, or categories, of all columns one after another.</description></item>
/// <item><term><c>trees.nodes</c></term><description>nodes of each tree.</description></item>
/// <item><term><c>nodes.column</c>, <c>.bin</c>, <c>.missing_left</c>, <c>.left_child</c>, <c>.gain</c>, <c>.rows</c></term>
/// <description>of all trees' nodes one after another; column and left child are −1 in a leaf, and children are numbered within their tree.</description></item>
/// <item><term><c>nodes.left_bins</c></term><description>categorical tests × 8: sets of codes as 32-bit words, in the order of the nodes.</description></item>
/// <item><term><c>nodes.value</c></term><description>nodes × outputs.</description></item>
/// <item><term><c>baseline</c></term><description>raw scores before the first tree.</description></item>
/// </list>
/// all F64, whole numbers where they count. A snapshot with anything out of place is refused.
/// </summary>
public static class TreeSnapshots
{
    private const string ModelKey = "model";
    private const string KindKey = "kind";
    private const string Boosted = "boosted trees";
    private const string Bagged = "random forest";
    private const string Loose = "trees";

    /// <summary>The model as a snapshot; validation losses are left out.</summary>
    public static ModelSnapshot Capture(this BoostedTrees model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(Boosted, model.Objective.ToString(), model.Baseline.AsSpan(), model.Mapper, model.Trees, 1);
    }

    /// <summary>The model as a snapshot; the out-of-bag estimate is left out.</summary>
    public static ModelSnapshot Capture(this BaggedTrees model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(Bagged, model.Classes.ToString(CultureInfo.InvariantCulture), [model.Baseline], model.Mapper, model.Trees, model.Outputs);
    }

    /// <summary>The boosted trees of a snapshot.</summary>
    /// <exception cref="TreeSnapshotException">The snapshot holds something else, or trees that cannot be walked.</exception>
    public static BoostedTrees ReadBoostedTrees(ModelSnapshot snapshot)
    {
        var reader = new TreeSnapshotReader(snapshot);
        string kind = reader.Require(ModelKey, Boosted, KindKey);
        if (!Enum.GetNames<BoostingObjective>().Contains(kind, StringComparer.Ordinal))
            throw new TreeSnapshotException($"The snapshot's objective '{kind}' is not known; it was written by another version.");
        return TreeSnapshotReader.Build(() => new BoostedTrees(
            Enum.Parse<BoostingObjective>(kind), [.. reader.Vector("baseline")], reader.ReadMapper(), reader.ReadTrees(1)));
    }

    /// <summary>The random forest of a snapshot.</summary>
    /// <exception cref="TreeSnapshotException">The snapshot holds something else, or trees that cannot be walked.</exception>
    public static BaggedTrees ReadRandomForest(ModelSnapshot snapshot)
    {
        var reader = new TreeSnapshotReader(snapshot);
        string kind = reader.Require(ModelKey, Bagged, KindKey);
        if (!int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out int classes) || classes > 1_000)
            throw new TreeSnapshotException($"The snapshot's number of classes is '{kind}'; a whole number up to 1,000 is needed.");
        return TreeSnapshotReader.Build(() => new BaggedTrees(
            classes, reader.Vector("baseline", 1)[0], reader.ReadMapper(), reader.ReadTrees(classes > 2 ? classes : 1)));
    }

    /// <summary>Bins and trees alone, for states of a training that goes on: the tensors above without <c>baseline</c>.</summary>
    /// <param name="mapper">The bins.</param>
    /// <param name="trees">Trees of one number of outputs; may be none.</param>
    /// <param name="outputs">Values of a leaf.</param>
    public static ModelSnapshot CaptureTrees(BinMapper mapper, IReadOnlyCollection<DecisionTree> trees, int outputs)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentNullException.ThrowIfNull(trees);
        return new ModelSnapshot(Write(Loose, "", [], mapper, trees, outputs).Tensors.Where(tensor => tensor.Name != "baseline"));
    }

    /// <summary>What <see cref="CaptureTrees"/> wrote.</summary>
    /// <exception cref="TreeSnapshotException">Trees that cannot be walked, or that test columns or bins that are not there.</exception>
    public static (BinMapper Mapper, ImmutableArray<DecisionTree> Trees) ReadTrees(ModelSnapshot snapshot, int outputs)
    {
        var reader = new TreeSnapshotReader(snapshot);
        return TreeSnapshotReader.Build(() =>
        {
            BinMapper mapper = reader.ReadMapper();
            ImmutableArray<DecisionTree> trees = reader.ReadTrees(outputs);
            TreeChecks.RequireFit(trees, mapper, outputs);
            return (mapper, trees);
        });
    }

    private static ModelSnapshot Write(
        string model, string kind, ReadOnlySpan<double> baseline, BinMapper mapper, IReadOnlyCollection<DecisionTree> trees, int outputs)
    {
        TreeNode[] nodes = [.. trees.SelectMany(tree => tree.Nodes)];
        TreeNode[] sets = [.. nodes.Where(node => !node.IsLeaf && node.Kind == ColumnKind.Categorical)];
        double[] edges = [.. mapper.Columns.SelectMany(EdgesOf)];
        NamedTensor[] tensors =
        [
            Vector("baseline", baseline),
            Vector("bins.kind", [.. mapper.Kinds.Select(column => (double)column)]),
            Vector("bins.count", [.. mapper.Columns.Select(column => (double)EdgesOf(column).Length)]),
            Vector("bins.edges", edges),
            Vector("trees.nodes", [.. trees.Select(tree => (double)tree.Nodes.Length)]),
            Vector("nodes.column", [.. nodes.Select(node => (double)node.Column)]),
            Vector("nodes.bin", [.. nodes.Select(node => (double)node.Bin)]),
            Vector("nodes.missing_left", [.. nodes.Select(node => node.MissingLeft ? 1.0 : 0.0)]),
            Vector("nodes.left_child", [.. nodes.Select(node => (double)node.LeftChild)]),
            Vector("nodes.gain", [.. nodes.Select(node => node.Gain)]),
            Vector("nodes.rows", [.. nodes.Select(node => node.Rows)]),
            new DoubleTensor("nodes.left_bins", new TensorShape(sets.Length, 2 * BinSet.Words), [.. sets.SelectMany(node => WordsOf(node.LeftBins))]),
            new DoubleTensor("nodes.value", new TensorShape(nodes.Length, outputs), [.. trees.SelectMany(tree => tree.Values.ToArray())]),
        ];
        return new ModelSnapshot(tensors, [new(ModelKey, model), new(KindKey, kind)]);
    }

    private static DoubleTensor Vector(string name, ReadOnlySpan<double> values) => new(name, new TensorShape(values.Length), values);

    private static double[] EdgesOf(ColumnBins bins)
    {
        if (bins.Kind == ColumnKind.Categorical)
            return [.. bins.Categories.Select(category => (double)category)];
        var edges = new double[bins.Edges.Length];
        for (int edge = 0; edge < edges.Length; edge++)
            edges[edge] = bins.Edges[edge];
        return edges;
    }

    private static IEnumerable<double> WordsOf(BinSet set)
    {
        for (int word = 0; word < BinSet.Words; word++)
        {
            yield return (uint)set.Word(word);
            yield return (uint)(set.Word(word) >> 32);
        }
    }
}
