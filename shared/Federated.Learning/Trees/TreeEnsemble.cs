using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// Trees packed for evaluation: eight bytes a node, and leaves that lead to themselves, so that every row takes as many steps as its tree is deep and no
/// step asks whether it is the last. Eight rows walk side by side, which hides the time that each waits for memory.
/// </summary>
internal sealed class TreeEnsemble
{
    /// <summary>Rows evaluated together.</summary>
    public const int RowsOfChunk = 256;

    private readonly PackedNode[] _nodes;
    private readonly BinSet[] _sets;
    private readonly int[] _setOfNode;
    private readonly int[] _starts;
    private readonly double[] _values;

    public TreeEnsemble(ImmutableArray<DecisionTree> trees, BinMapper mapper)
    {
        Trees = trees;
        Mapper = mapper;
        _starts = new int[trees.Length];
        var nodes = new List<PackedNode>();
        var sets = new List<BinSet>();
        var setOfNode = new List<int>();
        var values = new List<double>();
        for (int tree = 0; tree < trees.Length; tree++)
        {
            int start = _starts[tree] = nodes.Count;
            foreach (TreeNode node in trees[tree].Nodes)
            {
                nodes.Add(new PackedNode(node, nodes.Count, start));
                setOfNode.Add(node is { IsLeaf: false, Kind: ColumnKind.Categorical } ? sets.Count : -1);
                if (setOfNode[^1] >= 0)
                    sets.Add(node.LeftBins);
            }

            values.AddRange(trees[tree].Values);
        }

        (_nodes, _sets, _setOfNode, _values) = ([.. nodes], [.. sets], [.. setOfNode], [.. values]);
    }

    public ImmutableArray<DecisionTree> Trees { get; }

    public BinMapper Mapper { get; }

    /// <summary>Adds the values of trees to the scores of rows.</summary>
    /// <param name="codes">Bin codes, row-major.</param>
    /// <param name="rows">Number of rows, at most <see cref="RowsOfChunk"/>.</param>
    /// <param name="tree">Which tree.</param>
    /// <param name="scores">rows × <paramref name="stride"/>; a tree's outputs are added from <paramref name="offset"/> on.</param>
    /// <param name="stride">Scores of a row.</param>
    /// <param name="offset">First score that the tree changes.</param>
    public void Add(ReadOnlySpan<byte> codes, int rows, int tree, Span<double> scores, int stride, int offset)
    {
        Span<int> leaves = stackalloc int[RowsOfChunk];
        FindLeaves(codes, rows, tree, leaves);
        int outputs = Trees[tree].Outputs;
        for (int row = 0; row < rows; row++)
        {
            for (int output = 0; output < outputs; output++)
                scores[(row * stride) + offset + output] += _values[(leaves[row] * outputs) + output];
        }
    }

    /// <summary>Writes bin codes of rows of features, row-major.</summary>
    public void Encode(ReadOnlySpan<float> features, Span<byte> codes)
    {
        ImmutableArray<ColumnBins> columns = Mapper.Columns;
        for (int column = 0; column < columns.Length; column++)
        {
            ColumnBins bins = columns[column];
            for (int index = column; index < features.Length; index += columns.Length)
                codes[index] = bins.BinOf(features[index]);
        }
    }

    /// <summary>Runs a function over all rows, a chunk of them at a time, with their bin codes.</summary>
    public void ForChunks(ReadOnlyMemory<float> features, Workers workers, Action<int, int, byte[]> evaluate)
    {
        int columns = Mapper.Columns.Length, rows = FeatureChecks.RowsOf(features.Span, columns);
        FeatureChecks.Require(features.Span, Mapper.Kinds, strictCategories: false);
        var work = new ChunkedWork(chunk =>
        {
            int first = chunk * RowsOfChunk, count = Math.Min(RowsOfChunk, rows - first);
            var codes = new byte[count * columns];
            Encode(features.Span.Slice(first * columns, codes.Length), codes);
            evaluate(first, count, codes);
        });
        workers.Run(work, (rows + RowsOfChunk - 1) / RowsOfChunk);
    }

    /// <summary>Values of a leaf that <see cref="FindLeaves"/> has found.</summary>
    public ReadOnlySpan<double> ValuesOf(int leaf, int outputs) => _values.AsSpan(leaf * outputs, outputs);

    /// <summary>Numbers, in the ensemble, of the leaves of a tree that rows end in.</summary>
    public unsafe void FindLeaves(ReadOnlySpan<byte> codes, int rows, int tree, Span<int> leaves)
    {
        int columns = Mapper.Columns.Length, depth = Trees[tree].Depth, start = _starts[tree];
        fixed (PackedNode* nodes = _nodes)
        fixed (byte* all = codes)
        fixed (int* ends = leaves)
        {
            int row = 0;
            for (; _sets.Length == 0 && row + 8 <= rows; row += 8)
                Walk(nodes, all + (row * columns), columns, start, depth, ends + row);
            for (; row < rows; row++)
            {
                int node = start;
                for (int step = 0; step < depth; step++)
                    node = Next(nodes, node, all[(row * columns) + nodes[node].Column]);
                ends[row] = node;
            }
        }
    }

    private unsafe int Next(PackedNode* nodes, int node, byte code)
    {
        int set = _setOfNode[node];
        return set < 0 ? nodes[node].Next(code) : nodes[node].Left + (_sets[set].Contains(code) ? 0 : 1);
    }

    private static unsafe void Walk(PackedNode* nodes, byte* codes, nint columns, int start, int depth, int* ends)
    {
        byte* codes1 = codes + columns, codes2 = codes1 + columns, codes3 = codes2 + columns;
        byte* codes4 = codes3 + columns, codes5 = codes4 + columns, codes6 = codes5 + columns, codes7 = codes6 + columns;
        int node0 = start, node1 = start, node2 = start, node3 = start, node4 = start, node5 = start, node6 = start, node7 = start;
        for (int step = 0; step < depth; step++)
        {
            node0 = nodes[node0].Next(codes[nodes[node0].Column]);
            node1 = nodes[node1].Next(codes1[nodes[node1].Column]);
            node2 = nodes[node2].Next(codes2[nodes[node2].Column]);
            node3 = nodes[node3].Next(codes3[nodes[node3].Column]);
            node4 = nodes[node4].Next(codes4[nodes[node4].Column]);
            node5 = nodes[node5].Next(codes5[nodes[node5].Column]);
            node6 = nodes[node6].Next(codes6[nodes[node6].Column]);
            node7 = nodes[node7].Next(codes7[nodes[node7].Column]);
        }

        (ends[0], ends[1], ends[2], ends[3]) = (node0, node1, node2, node3);
        (ends[4], ends[5], ends[6], ends[7]) = (node4, node5, node6, node7);
    }
}
