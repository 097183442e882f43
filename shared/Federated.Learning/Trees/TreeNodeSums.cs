using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Federated.Learning.Trees;

/// <summary>Adds rows to the histograms of one tree's wanted nodes.</summary>
internal sealed class TreeNodeSums
{
    private readonly int[] _indexOfLeaf;
    private readonly int[] _starts;
    private readonly int[][] _columns;
    private readonly int[] _missing;
    private readonly int _statistics;
    private readonly int _outputs;
    private readonly int _firstOutput;
    private readonly int _rows;
    private readonly bool _hessians;
    private readonly double _gradientUnits;
    private readonly double _hessianUnits;
    private readonly double _largestUnits;

    public TreeNodeSums(TreeHistogramRequest request, RequestedTree tree, int rows)
    {
        TreeGradients gradients = request.Gradients;
        (_columns, _statistics, _rows) = ([.. tree.Columns.Select(columns => columns.ToArray())], request.StatisticsOf(tree), rows);
        (_outputs, _firstOutput, _hessians) = (tree.Tree.Outputs, tree.FirstOutput, gradients.Target.HasHessians);
        (_gradientUnits, _hessianUnits, _largestUnits) = (1 / gradients.GradientGrid.Quantum, 1 / gradients.HessianGrid.Quantum, gradients.LargestUnits);
        _missing = [.. request.Mapper.Columns.Select(column => column.Count)];
        _indexOfLeaf = new int[tree.Tree.Nodes.Length];
        _indexOfLeaf.AsSpan().Fill(-1);
        _starts = new int[tree.Nodes.Length];
        for (int index = 0; index < tree.Nodes.Length; index++)
        {
            _indexOfLeaf[tree.Nodes[index]] = index;
            _starts[index] = Length;
            Length += request.LengthOf(tree, index);
        }
    }

    /// <summary>Numbers of all wanted nodes.</summary>
    public int Length { get; }

    public bool Wants(int leaf) => _indexOfLeaf[leaf] >= 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int leaf, ReadOnlySpan<byte> codes, int draws, GradientStatistic[] statistics, int row, Span<double> into)
    {
        Span<double> figures = stackalloc double[_statistics];
        for (int output = 0; output < _outputs; output++)
            figures[output] = draws * UnitsOf(statistics[((_firstOutput + output) * _rows) + row].Gradient, _gradientUnits);
        if (_hessians)
            figures[_outputs] = draws * UnitsOf(statistics[(_firstOutput * _rows) + row].Hessian, _hessianUnits);
        figures[^1] = draws;
        int index = _indexOfLeaf[leaf], next = _starts[index];
        int[] missing = _missing;
        foreach (int column in _columns[index])
        {
            int code = codes[column], missingSlot = missing[column];
            int place = next + ((code == ColumnBins.Missing ? missingSlot : code) * figures.Length);
            for (int statistic = 0; statistic < figures.Length; statistic++)
                into[place + statistic] += figures[statistic];
            next += (missingSlot + 1) * figures.Length;
        }
    }

    private double UnitsOf(float value, double units) => Math.Clamp(value * units, -_largestUnits, _largestUnits);
}
