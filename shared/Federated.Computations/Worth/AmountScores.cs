using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>One model's predictions of amounts for the test rows, and its metrics over any of them.</summary>
public sealed class AmountScores
{
    private readonly double[] _absolute;
    private readonly double[] _squared;
    private readonly float[] _amounts;
    private readonly RankedRows _ranks;

    /// <summary>Scores rows.</summary>
    /// <param name="predicted">One a row, finite.</param>
    /// <param name="amounts">One a row, finite; for the lift an amount below 0 counts as 0.</param>
    /// <param name="model">Whose they are, for messages.</param>
    /// <exception cref="ArgumentException">Lengths that differ, no row, or numbers that are not such.</exception>
    public AmountScores(ReadOnlySpan<double> predicted, ReadOnlySpan<float> amounts, WorthModel model)
    {
        if (predicted.Length != amounts.Length || amounts.IsEmpty)
            throw new ArgumentException($"{predicted.Length} predictions of the {model} model do not go with {amounts.Length} amounts.", nameof(predicted));
        _amounts = amounts.ToArray();
        _absolute = new double[amounts.Length];
        _squared = new double[amounts.Length];
        var scores = new float[amounts.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            double error = predicted[row] - amounts[row];
            if (!double.IsFinite(error))
                throw new ArgumentException($"Row {row} has an amount of {amounts[row]}, and the {model} model predicts {predicted[row]}; both must be finite.", nameof(predicted));
            (_absolute[row], _squared[row], scores[row]) = (Math.Abs(error), error * error, (float)predicted[row]);
        }

        _ranks = new RankedRows(scores, Array.ConvertAll(_amounts, amount => Math.Max(0, amount)));
    }

    /// <summary>The metric as a statistic of rows; NaN where they do not determine it.</summary>
    public RowStatistic Statistic(WorthMetric metric) => metric switch
    {
        WorthMetric.AbsoluteError => RowMean.Of(_absolute),
        WorthMetric.RootSquaredError => rows => Math.Sqrt(RowMean.Of(_squared)(rows)),
        WorthMetric.Determination => Determination,
        WorthMetric.LiftAtTenth => _ranks.LiftAtTenth,
        _ => _ => double.NaN,
    };

    private double Determination(ReadOnlySpan<int> rows)
    {
        double mean = 0, errors = 0, spread = 0;
        foreach (int row in rows)
            mean += _amounts[row];
        mean /= rows.Length;
        foreach (int row in rows)
        {
            errors += _squared[row];
            spread += (_amounts[row] - mean) * (_amounts[row] - mean);
        }

        return spread > 0 ? 1 - (errors / spread) : double.NaN;
    }
}
