using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>
/// A batch of rows as bin codes, with the raw scores of the model so far and their gradients: a byte a value, and twelve bytes and 24 for each score a row.
/// They are kept from one request to the next while the model only gets more trees; for any other model they are computed anew.
/// </summary>
public sealed class TreeRowBlock
{
    private readonly BinMapper _mapper;
    private readonly byte[] _codes;
    private readonly float[] _labels;
    private readonly float[] _weights;
    private readonly ReadOnlyMemory<int> _keys;
    private readonly int _rows;
    private double[] _scores = [];
    private GradientStatistic[] _statistics = [];
    private (StatisticGrid, StatisticGrid) _grids;
    private ImmutableArray<double> _baseline = [];
    private ImmutableArray<DecisionTree> _applied = [];

    /// <summary>Bins the rows and clips the labels.</summary>
    /// <exception cref="ArgumentException">Columns other than the mapper's, or a label that the target does not have.</exception>
    public TreeRowBlock(TreeRows rows, BinMapper mapper, TreeTarget target)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(mapper);
        ArgumentNullException.ThrowIfNull(target);
        if (!rows.Table.Kinds.AsSpan().SequenceEqual(mapper.Kinds.AsSpan()))
            throw new ArgumentException($"The rows' {rows.Table.Columns} columns are not of the kinds of the {mapper.Columns.Length} that the bins are of.", nameof(rows));
        (_mapper, _keys, _rows) = (mapper, rows.Keys, rows.Table.Rows);
        _codes = new byte[(long)_rows * mapper.Columns.Length];
        new TreeEnsemble([], mapper).Encode(rows.Table.Features.Span, _codes);
        _labels = rows.Table.Labels.ToArray();
        for (int row = 0; row < _rows; row++)
        {
            if (target.FaultOf(_labels[row]) is { } fault)
                throw new ArgumentException($"Row {row} has label {_labels[row]}; {fault}.", nameof(rows));
            if (target.Classes == 0)
                _labels[row] = (float)Math.Clamp(_labels[row], -target.LargestLabel, target.LargestLabel);
        }

        _weights = new float[_rows];
        _weights.AsSpan().Fill(1);
        for (int row = 0; target.LargestWeight is { } largest && row < _rows; row++)
            _weights[row] = (float)Math.Min(rows.Table.Weights.IsEmpty ? 1 : rows.Table.Weights.Span[row], largest);
    }

    /// <summary>Labels, within the target's range.</summary>
    public ReadOnlySpan<float> Labels => _labels;

    /// <summary>Weights, within the target's range; 1 when it has none.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Whether a row is held back.</summary>
    /// <exception cref="InvalidOperationException">Rows are drawn but have no keys.</exception>
    public bool IsHeldBack(RowDraws? heldBack, int row) => heldBack is not null && DrawsOf(heldBack, row) > 0;

    /// <summary>Adds the rows' statistics to a request's vector.</summary>
    /// <exception cref="InvalidOperationException">Rows are drawn but have no keys.</exception>
    public void AddHistograms(TreeHistogramRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Trees.IsEmpty)
            return;
        GradientStatistic[] statistics = Differentiate(request.Gradients);
        int next = 0;
        foreach (RequestedTree tree in request.Trees)
        {
            var sums = new TreeNodeSums(request, tree, _rows);
            AddTree(request, tree, sums, statistics, into.Slice(next, sums.Length));
            next += sums.Length;
        }
    }

    /// <summary>The losses of the model so far on the rows that are held back, in units, and their number.</summary>
    /// <exception cref="InvalidOperationException">Rows are drawn but have no keys.</exception>
    public (double Units, long Rows) Losses(TreeHistogramRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Advance(request.Gradients);
        TreeTarget target = request.Gradients.Target;
        BoostingLoss loss = target.Loss;
        Span<double> scores = stackalloc double[loss.Outputs];
        double units = 0;
        long held = 0;
        for (int row = 0; row < _rows; row++)
        {
            if (!IsHeldBack(request.HeldBack, row))
                continue;
            for (int output = 0; output < scores.Length; output++)
                scores[output] = _scores[(output * _rows) + row];
            double lost = Math.Clamp(_weights[row] * loss.Mean(scores, _labels.AsSpan(row, 1), [1]), -target.LargestLoss, target.LargestLoss);
            units += Math.Round(lost / request.Gradients.LossQuantum);
            held++;
        }

        return (units, held);
    }

    private int DrawsOf(RowDraws draws, int row)
    {
        if (draws.Hash is not null && _keys.IsEmpty)
            throw new InvalidOperationException("Rows are drawn by their keys, but these rows have none; give each row the key of its customer.");
        return draws.Hash is null ? draws.Of(0) : draws.Of(_keys.Span[row]);
    }

    private GradientStatistic[] Differentiate(TreeGradients gradients)
    {
        Advance(gradients);
        if (_statistics.Length > 0 && _grids.Equals((gradients.GradientGrid, gradients.HessianGrid)))
            return _statistics;
        _statistics = new GradientStatistic[_scores.Length];
        _grids = (gradients.GradientGrid, gradients.HessianGrid);
        gradients.Target.Loss.Differentiate(new ScoredRows(_scores, _labels, _weights, 0, _rows), gradients.GradientGrid, gradients.HessianGrid, _statistics);
        return _statistics;
    }

    private void AddTree(TreeHistogramRequest request, RequestedTree tree, TreeNodeSums sums, GradientStatistic[] statistics, Span<double> into)
    {
        var ensemble = new TreeEnsemble([tree.Tree], _mapper);
        int columns = _mapper.Columns.Length;
        Span<int> leaves = stackalloc int[TreeEnsemble.RowsOfChunk];
        for (int first = 0; first < _rows; first += TreeEnsemble.RowsOfChunk)
        {
            int count = Math.Min(TreeEnsemble.RowsOfChunk, _rows - first);
            ReadOnlySpan<byte> codes = _codes.AsSpan(first * columns, count * columns);
            ensemble.FindLeaves(codes, count, 0, leaves);
            for (int index = 0; index < count; index++)
            {
                if (!sums.Wants(leaves[index]) || IsHeldBack(request.HeldBack, first + index))
                    continue;
                int draws = DrawsOf(tree.Draws, first + index);
                if (draws > 0)
                    sums.Add(leaves[index], codes.Slice(index * columns, columns), draws, statistics, first + index, into);
            }
        }
    }

    // A model that begins with the trees that are applied already only needs the rest.
    private void Advance(TreeGradients gradients)
    {
        int outputs = gradients.Target.Outputs;
        bool continues = _scores.Length > 0 && _baseline.SequenceEqual(gradients.Baseline) && gradients.Trees.Length >= _applied.Length;
        for (int tree = 0; continues && tree < _applied.Length; tree++)
            continues = AreSame(_applied[tree], gradients.Trees[tree]);
        if (!continues)
        {
            _scores = new double[(long)outputs * _rows];
            for (int output = 0; output < outputs; output++)
                _scores.AsSpan(output * _rows, _rows).Fill(gradients.Baseline[output]);
            (_baseline, _applied) = (gradients.Baseline, []);
        }

        if (continues && gradients.Trees.Length == _applied.Length)
            return;
        _statistics = [];
        int columns = _mapper.Columns.Length;
        var ensemble = new TreeEnsemble(gradients.Trees[_applied.Length..], _mapper);
        for (int tree = 0; tree < ensemble.Trees.Length; tree++)
        {
            Span<double> scores = _scores.AsSpan((_applied.Length + tree) % outputs * _rows, _rows);
            for (int first = 0; first < _rows; first += TreeEnsemble.RowsOfChunk)
            {
                int count = Math.Min(TreeEnsemble.RowsOfChunk, _rows - first);
                ensemble.Add(_codes.AsSpan(first * columns, count * columns), count, tree, scores.Slice(first, count), 1, 0);
            }
        }

        _applied = gradients.Trees;
    }

    private static bool AreSame(DecisionTree left, DecisionTree right) =>
        ReferenceEquals(left, right) || (left.Nodes.SequenceEqual(right.Nodes) && left.Values.SequenceEqual(right.Values));
}
