using Federated.Learning.Randomness;

namespace Federated.Learning.Trees;

/// <summary>Grows one tree after another, each as deep as it goes. Only the drawn columns of a node are summed.</summary>
internal sealed class ForestTreeGrower
{
    private readonly HistogramLayout _layout;
    private readonly RandomForestOptions _options;
    private readonly SplitOptions _splits;
    private readonly ForestTargets _targets;
    private readonly LocalRows _rows;
    private readonly GradientStatistic[] _statistics;
    private readonly double[] _histogram;
    private readonly int[] _columns;
    private readonly int[] _drawn;
    private readonly Stack<(int Node, int Depth, NodeSums[] Sums)> _open = new();

    public ForestTreeGrower(BinnedTable table, ForestTargets targets, RandomForestOptions options)
    {
        _layout = HistogramLayout.Of(table.Mapper, targets.Outputs);
        (_options, _splits, _targets) = (options, options.Splits, targets);
        _rows = new LocalRows(table, _layout);
        _statistics = new GradientStatistic[(long)targets.Outputs * table.Rows];
        _histogram = new double[_layout.Length];
        _columns = [.. Enumerable.Range(0, table.Columns)];
        _drawn = new int[table.Columns];
    }

    public DecisionTree Grow(ReadOnlySpan<byte> draws, SeededGenerator random)
    {
        _targets.Write(draws, _statistics);
        _rows.Begin(_statistics, RowsOf(draws));
        for (int column = 0; column < _columns.Length; column++)
            _columns[column] = column;
        var builder = new TreeBuilder(_layout.Outputs);
        Add(builder, RootSums(draws.Length), 0);
        while (_open.TryPop(out (int Node, int Depth, NodeSums[] Sums) open))
        {
            if (open.Depth >= _options.MaximumDepth || open.Sums[0].Count < 2.0 * _options.MinimumRowsInLeaf || IsPure(open.Sums))
                continue;
            if (FindSplit(open.Node, random) is not { } split)
                continue;
            builder.Split(open.Node, split);
            _rows.Divide(open.Node, split, builder.Count);
            Add(builder, [.. split.Left], open.Depth + 1);
            Add(builder, [.. split.Right], open.Depth + 1);
        }

        return builder.Build();
    }

    private void Add(TreeBuilder builder, NodeSums[] sums, int depth) =>
        _open.Push((builder.AddLeaf(sums, _splits, ValueBounds.Free, 1), depth, sums));

    private NodeSums[] RootSums(int rows)
    {
        var sums = new NodeSums[_layout.Outputs];
        for (int index = 0; index < _statistics.Length; index++)
        {
            (float gradient, float hessian, float count) = _statistics[index];
            NodeSums before = sums[index / rows];
            sums[index / rows] = new NodeSums(before.Gradient + gradient, before.Hessian + hessian, before.Count + count);
        }

        return sums;
    }

    // All rows of one class: every output's label is 0, or 1, throughout. Sums are exact, so equality is.
    private bool IsPure(NodeSums[] sums) => _options.Classes > 0 && Array.TrueForAll(sums, sum => sum.Gradient == 0 || ForestTargets.IsAllOnes(sum));

    private Split? FindSplit(int node, SeededGenerator random)
    {
        int wanted = _options.ColumnsOf(_columns.Length);
        for (int drawn = 0; drawn < _columns.Length; drawn += wanted)
        {
            int count = Math.Min(wanted, _columns.Length - drawn);
            for (int index = drawn; index < drawn + count; index++)
            {
                int other = index + random.NextBelow(_columns.Length - index);
                (_columns[index], _columns[other]) = (_columns[other], _columns[index]);
            }

            Span<int> columns = _drawn.AsSpan(0, count);
            _columns.AsSpan(drawn, count).CopyTo(columns);
            columns.Sort();
            if (Best(node, columns) is { } split)
                return split;
        }

        return null;
    }

    private unsafe Split? Best(int node, ReadOnlySpan<int> columns)
    {
        _rows.Sum(node, columns, _histogram);
        fixed (double* histogram = _histogram)
            return SplitFinder.BestOf(histogram, _layout, _splits, ValueBounds.Free, columns);
    }

    private static int[] RowsOf(ReadOnlySpan<byte> draws)
    {
        var rows = new List<int>(draws.Length);
        for (int row = 0; row < draws.Length; row++)
        {
            if (draws[row] > 0)
                rows.Add(row);
        }

        return [.. rows];
    }
}
