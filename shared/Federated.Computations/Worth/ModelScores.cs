using System.Numerics.Tensors;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>One model's logits of the test rows, and its metrics over any of them.</summary>
internal sealed class ModelScores
{
    private readonly double[] _losses;
    private readonly double[] _hits;
    private readonly RankedRows? _ranks;

    /// <param name="logits">Rows × outputs, finite.</param>
    /// <param name="labels">One a row: 0 or 1 of one output, the class's index of several.</param>
    /// <exception cref="ArgumentException">Lengths, labels or logits that do not fit.</exception>
    public ModelScores(ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, WorthModel model)
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
        var gradient = new float[outputs];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> own = logits.Slice(row * outputs, outputs);
            _losses[row] = loss.Evaluate(own, labels.Slice(row, 1), default, gradient);
            int predicted = outputs == 1 ? (own[0] >= 0 ? 1 : 0) : TensorPrimitives.IndexOfMax(own);
            _hits[row] = predicted == (int)labels[row] ? 1 : 0;
        }

        _ranks = outputs == 1 ? new RankedRows(logits, labels) : null;
    }

    /// <summary>The metric as a statistic of rows; NaN where they do not determine it.</summary>
    public RowStatistic Statistic(WorthMetric metric) => metric switch
    {
        WorthMetric.LogLoss => rows => Math.Min(Mean(_losses, rows), WorthGrid.MostLogLoss),
        WorthMetric.Accuracy => rows => Mean(_hits, rows),
        WorthMetric.AreaUnderCurve when _ranks is not null => _ranks.AreaUnderCurve,
        WorthMetric.LiftAtTenth when _ranks is not null => _ranks.LiftAtTenth,
        _ => _ => double.NaN,
    };

    private static double Mean(double[] values, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        foreach (int row in rows)
            sum += values[row];
        return sum / rows.Length;
    }
}
