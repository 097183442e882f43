using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Rows that no tree is grown on, and their loss after each round.</summary>
internal sealed class ValidationPart
{
    private readonly TrainingTable _table;
    private readonly float[] _weights;
    private readonly BinMapper _mapper;
    private readonly BoostingLoss _loss;
    private readonly double[] _scores;
    private readonly byte[] _codes;
    private readonly ImmutableArray<double>.Builder _losses = ImmutableArray.CreateBuilder<double>();

    public ValidationPart(TrainingTable table, float[] weights, BinMapper mapper, BoostingLoss loss, double[] baseline)
    {
        _table = table;
        _weights = weights;
        _mapper = mapper;
        _loss = loss;
        _codes = new byte[table.Features.Length];
        new TreeEnsemble([], mapper).Encode(table.Features.Span, _codes);
        _scores = new double[(long)loss.Outputs * table.Rows];
        for (int output = 0; output < loss.Outputs; output++)
            _scores.AsSpan(output * table.Rows, table.Rows).Fill(baseline[output]);
        _losses.Add(Mean());
    }

    /// <summary>Rounds so far.</summary>
    public int Rounds => _losses.Count - 1;

    /// <summary>The first round with the least loss; 0 is the baseline.</summary>
    public int BestRound { get; private set; }

    /// <summary>Mean loss of the baseline and after each round.</summary>
    public ImmutableArray<double> Losses => _losses.ToImmutable();

    /// <summary>Adds a round's trees, one for each output.</summary>
    public void Add(List<DecisionTree> trees)
    {
        var ensemble = new TreeEnsemble([.. trees], _mapper);
        for (int tree = 0; tree < trees.Count; tree++)
        {
            Span<double> scores = _scores.AsSpan(tree * _table.Rows, _table.Rows);
            for (int first = 0; first < _table.Rows; first += TreeEnsemble.RowsOfChunk)
            {
                int count = Math.Min(TreeEnsemble.RowsOfChunk, _table.Rows - first);
                ensemble.Add(_codes.AsSpan(first * _table.Columns, count * _table.Columns), count, tree, scores.Slice(first, count), 1, 0);
            }
        }

        _losses.Add(Mean());
        if (_losses[^1] < _losses[BestRound])
            BestRound = Rounds;
    }

    private double Mean() => _loss.Mean(_scores, _table.Labels.Span, _weights);
}
