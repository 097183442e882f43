using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Learning.Trees;

/// <summary>Reads the tensors of <see cref="TreeSnapshots"/>, trusting none of them.</summary>
internal sealed class TreeSnapshotReader
{
    private readonly ModelSnapshot _snapshot;

    public TreeSnapshotReader(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshot = snapshot;
    }

    /// <summary>Turns refusals of constructors into the reader's own.</summary>
    public static TModel Build<TModel>(Func<TModel> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException refused)
        {
            throw new TreeSnapshotException($"The snapshot's trees are not valid: {refused.Message}", refused);
        }
    }

    /// <summary>Requires the kind of model, and returns the metadata under another key.</summary>
    public string Require(string key, string value, string otherKey)
    {
        string? found = _snapshot.Metadata.GetValueOrDefault(key);
        if (found != value)
            throw new TreeSnapshotException($"The snapshot's metadata '{key}' is '{found}'; '{value}' was expected: it holds another model.");
        return _snapshot.Metadata.GetValueOrDefault(otherKey) ?? throw new TreeSnapshotException($"The snapshot's metadata lack '{otherKey}'.");
    }

    /// <summary>A tensor of finite numbers, of the given length unless that is negative.</summary>
    public double[] Vector(string name, long length = -1)
    {
        NamedTensor? tensor = _snapshot.Tensors.FirstOrDefault(candidate => candidate.Name == name);
        if (tensor is not DoubleTensor numbers)
            throw new TreeSnapshotException($"The snapshot has no F64 tensor '{name}'.");
        if (length >= 0 && numbers.Values.Length != length)
            throw new TreeSnapshotException($"Tensor '{name}' has {numbers.Values.Length} numbers; {length} are needed.");
        int bad = numbers.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0)
            throw new TreeSnapshotException($"Number {bad} of tensor '{name}' is not finite.");
        return numbers.Values.ToArray();
    }

    public BinMapper ReadMapper()
    {
        int[] kinds = Whole("bins.kind", -1, 0, 1);
        int[] counts = Whole("bins.count", kinds.Length, 0, ColumnBins.MaximumBins);
        double[] edges = Vector("bins.edges", counts.Sum(count => (long)count));
        var columns = new ColumnBins[kinds.Length];
        int next = 0;
        for (int column = 0; column < columns.Length; column++)
        {
            columns[column] = ReadColumn(kinds[column], edges.AsSpan(next, counts[column]), column);
            next += counts[column];
        }

        return new BinMapper(columns);
    }

    public ImmutableArray<DecisionTree> ReadTrees(int outputs)
    {
        int[] sizes = Whole("trees.nodes", -1, 1, int.MaxValue);
        long count = sizes.Sum(size => (long)size);
        int[] kinds = Whole("bins.kind", -1, 0, 1);
        int[] columns = Whole("nodes.column", count, -1, kinds.Length - 1);
        int[] bins = Whole("nodes.bin", count, 0, byte.MaxValue);
        int[] missingLeft = Whole("nodes.missing_left", count, 0, 1);
        int[] leftChildren = Whole("nodes.left_child", count, -1, int.MaxValue - 1);
        double[] gains = Vector("nodes.gain", count), rows = Vector("nodes.rows", count), values = Vector("nodes.value", count * outputs);
        ImmutableArray<BinSet> sets = ReadSets(columns.Count(column => column >= 0 && kinds[column] == (int)ColumnKind.Categorical));
        var trees = ImmutableArray.CreateBuilder<DecisionTree>(sizes.Length);
        int next = 0, nextSet = 0;
        foreach (int size in sizes)
        {
            var nodes = ImmutableArray.CreateBuilder<TreeNode>(size);
            for (int node = next; node < next + size; node++)
            {
                bool categorical = columns[node] >= 0 && kinds[columns[node]] == (int)ColumnKind.Categorical;
                nodes.Add(columns[node] < 0
                    ? TreeNode.Leaf(rows[node])
                    : new TreeNode(
                        columns[node], (ColumnKind)kinds[columns[node]], (byte)bins[node], missingLeft[node] == 1, categorical ? sets[nextSet++] : default,
                        leftChildren[node], gains[node], rows[node]));
            }

            ImmutableArray<TreeNode> all = nodes.MoveToImmutable();
            if (TreeChecks.NodesFault(all) is { } fault)
                throw new TreeSnapshotException($"Tree {trees.Count}: {fault}.");
            trees.Add(new DecisionTree(all, [.. values.AsSpan(next * outputs, size * outputs)], outputs));
            next += size;
        }

        return trees.MoveToImmutable();
    }

    private static ColumnBins ReadColumn(int kind, ReadOnlySpan<double> edges, int column)
    {
        if (kind == (int)ColumnKind.Numerical)
        {
            var singles = new float[edges.Length];
            for (int edge = 0; edge < singles.Length; edge++)
                singles[edge] = (float)edges[edge];
            return ColumnBins.Numerical(singles);
        }

        var categories = new int[edges.Length];
        for (int index = 0; index < categories.Length; index++)
        {
            if (!(edges[index] >= 0 && edges[index] <= TrainingTable.MaximumCategory && edges[index] == Math.Floor(edges[index])))
                throw new TreeSnapshotException($"Category {index} of column {column} is {edges[index]}; it must be a whole number up to {TrainingTable.MaximumCategory}.");
            categories[index] = (int)edges[index];
        }

        return ColumnBins.Categorical(categories);
    }

    private ImmutableArray<BinSet> ReadSets(int count)
    {
        double[] words = Vector("nodes.left_bins", count * 2L * BinSet.Words);
        var sets = ImmutableArray.CreateBuilder<BinSet>(count);
        Span<ulong> set = stackalloc ulong[BinSet.Words];
        for (int index = 0; index < count; index++)
        {
            for (int word = 0; word < BinSet.Words; word++)
            {
                int position = 2 * ((index * BinSet.Words) + word);
                set[word] = Half(words[position]) | (Half(words[position + 1]) << 32);
            }

            sets.Add(new BinSet(set));
        }

        return sets.MoveToImmutable();
    }

    private static ulong Half(double word) => word >= 0 && word <= uint.MaxValue && word == Math.Floor(word)
        ? (ulong)word
        : throw new TreeSnapshotException($"A word of tensor 'nodes.left_bins' is {word}; it must be a whole number of 32 bits.");

    private int[] Whole(string name, long length, int least, int greatest)
    {
        double[] numbers = Vector(name, length);
        var whole = new int[numbers.Length];
        for (int index = 0; index < whole.Length; index++)
        {
            if (!(numbers[index] >= least && numbers[index] <= greatest && numbers[index] == Math.Floor(numbers[index])))
                throw new TreeSnapshotException($"Number {index} of tensor '{name}' is {numbers[index]}; it must be a whole number from {least} to {greatest}.");
            whole[index] = (int)numbers[index];
        }

        return whole;
    }
}
