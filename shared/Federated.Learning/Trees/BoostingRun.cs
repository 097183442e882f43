using System.Collections.Immutable;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>One call of <see cref="HistogramBoosting.Train"/>: the scores of the rows so far, and the trees that made them.</summary>
internal sealed class BoostingRun
{
    private readonly HistogramBoostingOptions _options;
    private readonly Workers _workers;
    private readonly TrainingTable _table;
    private readonly BinMapper _mapper;
    private readonly BoostingLoss _loss;
    private readonly double[] _baseline;
    private readonly double[] _scores;
    private readonly ScoreWork _scoreWork;
    private readonly LocalRows _rows;
    private readonly TreeGrower _grower;
    private readonly ValidationPart? _validation;
    private readonly List<DecisionTree> _trees = [];

    public BoostingRun(TrainingTable table, TrainingTable? validation, BinMapper? bins, HistogramBoostingOptions options, Workers workers)
    {
        _options = options;
        _workers = workers;
        _table = table;
        _loss = BoostingLoss.Of(options.Objective, options.Classes);
        int classes = options.Objective switch { BoostingObjective.Logistic => 2, BoostingObjective.Softmax => options.Classes, _ => 0 };
        float[] weights = ClassWeighting.Of(table, options.ClassWeights, options.BalancedClasses, classes);
        _baseline = _loss.Baseline(table.Labels.Span, weights);
        _scores = StartScores(_baseline, table.Rows);
        _scoreWork = new ScoreWork(_loss, _scores, table.Labels, weights);
        _mapper = bins ?? BinMapper.FromTable(table, options.Bins, workers);
        HistogramLayout layout = HistogramLayout.Of(_mapper);
        _rows = new LocalRows(_mapper.Bin(table.Features, workers), layout, workers);
        _grower = new TreeGrower(layout, options.Growth, workers);
        if (validation is not null)
        {
            float[] validationWeights = ClassWeighting.Of(validation, options.ClassWeights, options.BalancedClasses, classes);
            _validation = new ValidationPart(validation, validationWeights, _mapper, _loss, _baseline);
        }
    }

    public BoostedTrees Train()
    {
        for (int round = 0; round < _options.Trees && !(_validation?.Rounds - _validation?.BestRound >= _options.Patience); round++)
            Round();
        int kept = _validation is null ? _trees.Count : _validation.BestRound * _loss.Outputs;
        return new BoostedTrees(_options.Objective, [.. _baseline], _mapper, [.. _trees.Take(kept)], _validation?.Losses ?? []);
    }

    private void Round()
    {
        _scoreWork.Differentiate(_workers);
        for (int output = 0; output < _loss.Outputs; output++)
        {
            _rows.Begin(_scoreWork.Statistics.Slice(output * _table.Rows, _table.Rows));
            DecisionTree tree = _grower.Grow(_rows);
            AddToScores(tree, _scores.AsSpan(output * _table.Rows, _table.Rows));
            _trees.Add(tree);
        }

        _validation?.Add(_trees.GetRange(_trees.Count - _loss.Outputs, _loss.Outputs));
    }

    private void AddToScores(DecisionTree tree, Span<double> scores)
    {
        for (int node = 0; node < tree.Nodes.Length; node++)
        {
            if (!tree.Nodes[node].IsLeaf)
                continue;
            double value = tree.Values[node];
            foreach (int row in _rows.Rows(node))
                scores[row] += value;
        }
    }

    private static double[] StartScores(double[] baseline, int rows)
    {
        var scores = new double[(long)baseline.Length * rows];
        for (int output = 0; output < baseline.Length; output++)
            scores.AsSpan(output * rows, rows).Fill(baseline[output]);
        return scores;
    }
}
