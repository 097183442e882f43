using System.Numerics.Tensors;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>One model's predictions of classes for the test rows, and its metrics over any of them.</summary>
public sealed class ClassScores
{
    private readonly double[] _losses;
    private readonly double[] _hits;
    private readonly RankedRows? _ranks;
    private readonly int[] _labels;
    private readonly int[] _predicted;
    private readonly int _classes;

    /// <summary>Scores rows.</summary>
    /// <param name="logits">Rows × outputs, finite.</param>
    /// <param name="labels">One a row: 0 or 1 of one output, the class's index of several.</param>
    /// <param name="model">Whose they are, for messages.</param>
    /// <exception cref="ArgumentException">Lengths, labels or logits that do not fit.</exception>
    public ClassScores(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, WorthModel model)
    {
        int rows = labels.Length, outputs = rows == 0 ? 0 : logits.Length / rows;
        if (rows == 0 || outputs < 1 || logits.Length != rows * outputs)
            throw new ArgumentException($"{logits.Length} logits of the {model} model do not divide among {rows} rows.", nameof(logits));
        int fault = logits.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (fault >= 0)
            throw new ArgumentException($"The {model} model's logit of row {fault / outputs} is {logits[fault]}; leave the model out or lower its learning rate.", nameof(logits));
        ILoss loss = outputs == 1 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy(outputs);
        loss.RequireLabels(labels);
        _losses = new double[rows];
        _hits = new double[rows];
        _labels = [.. labels.ToArray().Select(label => (int)label)];
        _predicted = new int[rows];
        _classes = Math.Max(2, outputs);
        var gradient = new float[outputs];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> own = logits.Slice(row * outputs, outputs);
            _losses[row] = loss.Evaluate(own, labels.Slice(row, 1), default, gradient);
            _predicted[row] = outputs == 1 ? (own[0] >= 0 ? 1 : 0) : TensorPrimitives.IndexOfMax(own);
            _hits[row] = _predicted[row] == _labels[row] ? 1 : 0;
        }

        _ranks = outputs == 1 ? new RankedRows(logits, labels) : null;
    }

    /// <summary>The metric as a statistic of rows; NaN where they do not determine it.</summary>
    public RowStatistic Statistic(WorthMetric metric) => metric switch
    {
        WorthMetric.LogLoss => RowMean.Of(_losses),
        WorthMetric.Accuracy => RowMean.Of(_hits),
        WorthMetric.MacroF1 => MacroF1,
        WorthMetric.AreaUnderCurve when _ranks is not null => _ranks.AreaUnderCurve,
        WorthMetric.LiftAtTenth when _ranks is not null => _ranks.LiftAtTenth,
        _ => _ => double.NaN,
    };

    private double MacroF1(ReadOnlySpan<int> rows)
    {
        int[] labels = new int[rows.Length], predicted = new int[rows.Length];
        for (int place = 0; place < rows.Length; place++)
            (labels[place], predicted[place]) = (_labels[rows[place]], _predicted[rows[place]]);
        return new ConfusionMatrix(_classes, labels, predicted).MacroF1;
    }
}
