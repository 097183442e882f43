namespace Federated.Learning.Metrics;

/// <summary>Errors of predicted quantities, e = y − ŷ; weighted sums run in the order of the rows. All are NaN of no rows.</summary>
public static class RegressionMetrics
{
    /// <summary>Smallest |y| that a percentage is taken of: 2⁻⁵².</summary>
    private const double LeastMagnitude = 2.220446049250313e-16;

    /// <summary>Root mean squared error, √(Σ w·e² / Σ w), in the units of the target.</summary>
    /// <param name="predictions">One a row, finite.</param>
    /// <param name="targets">One a row, finite.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Different lengths, or a value that is not finite.</exception>
    public static double RootMeanSquaredError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Require(predictions, targets, weights);
        double sum = 0, total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row), error = (double)targets[row] - predictions[row];
            sum += weight * error * error;
            total += weight;
        }

        return Math.Sqrt(sum / total);
    }

    /// <summary>Mean absolute error, Σ w·|e| / Σ w, in the units of the target.</summary>
    /// <inheritdoc cref="RootMeanSquaredError"/>
    public static double MeanAbsoluteError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Require(predictions, targets, weights);
        double sum = 0, total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row);
            sum += weight * Math.Abs((double)targets[row] - predictions[row]);
            total += weight;
        }

        return sum / total;
    }

    /// <summary>
    /// Mean absolute percentage error as a share, Σ w·|e|/max(|y|, 2⁻⁵²) / Σ w: 0.1 is 10 %. A target of 0 makes it astronomical; where targets may be 0,
    /// use <see cref="WeightedAbsolutePercentageError"/>.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquaredError"/>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Require(predictions, targets, weights);
        double sum = 0, total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row);
            sum += weight * Math.Abs((double)targets[row] - predictions[row]) / Math.Max(Math.Abs((double)targets[row]), LeastMagnitude);
            total += weight;
        }

        return sum / total;
    }

    /// <summary>Weighted absolute percentage error as a share, Σ w·|e| / Σ w·|y| (Kolassa and Schütz 2007, MAD/mean). NaN or infinite when all targets are 0.</summary>
    /// <inheritdoc cref="RootMeanSquaredError"/>
    public static double WeightedAbsolutePercentageError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Require(predictions, targets, weights);
        double sum = 0, total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row);
            sum += weight * Math.Abs((double)targets[row] - predictions[row]);
            total += weight * Math.Abs((double)targets[row]);
        }

        return sum / total;
    }

    /// <summary>
    /// Mean absolute scaled error (Hyndman and Koehler 2006): the mean absolute error over that of the forecast "as one season ago" within the history,
    /// Σ|yₜ − yₜ₋ₘ| / (T − m). Below 1 is better than that forecast.
    /// </summary>
    /// <param name="predictions">One a step of the horizon, finite.</param>
    /// <param name="targets">One a step of the horizon, finite.</param>
    /// <param name="history">The T values before the horizon, oldest first, finite; more than one season.</param>
    /// <param name="season">m, steps of a season, at least 1. Default 1: the last value.</param>
    /// <returns>Infinite or NaN when the history repeats itself exactly.</returns>
    /// <exception cref="ArgumentException">Different lengths, a history of no more than one season, or a value that is not finite.</exception>
    public static double MeanAbsoluteScaledError(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> history, int season = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        if (history.Length <= season)
            throw new ArgumentException($"The history has {history.Length} values; a season of {season} needs at least {season + 1L}.", nameof(history));
        MetricInput.RequireFinite(history, "history");
        double naive = 0;
        for (int step = season; step < history.Length; step++)
            naive += Math.Abs((double)history[step] - history[step - season]);
        return MeanAbsoluteError(predictions, targets) / (naive / (history.Length - season));
    }

    /// <summary>
    /// Coefficient of determination R², 1 − Σ w·e² / Σ w·(y − ȳ)²: 1 is perfect, 0 is the mean's own, negative is worse. Of a constant target 1 when the
    /// predictions are exact, else 0.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquaredError"/>
    public static double Determination(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Require(predictions, targets, weights);
        double sum = 0, total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            sum += MetricInput.Weight(weights, row) * targets[row];
            total += MetricInput.Weight(weights, row);
        }

        double mean = sum / total, left = 0, spread = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = MetricInput.Weight(weights, row), error = (double)targets[row] - predictions[row], deviation = targets[row] - mean;
            left += weight * error * error;
            spread += weight * deviation * deviation;
        }

        if (spread == 0)
            return left == 0 ? 1 : 0;
        return 1 - (left / spread);
    }

    private static void Require(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        MetricInput.RequireSameLength(predictions.Length, "predictions", targets.Length, "targets");
        MetricInput.RequireWeights(weights, targets.Length);
        MetricInput.RequireFinite(predictions, "prediction");
        MetricInput.RequireFinite(targets, "target");
    }
}
