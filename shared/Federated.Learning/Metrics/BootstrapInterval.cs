using Federated.Learning.Randomness;

namespace Federated.Learning.Metrics;

/// <summary>
/// Confidence intervals by the bootstrap (Efron and Tibshirani 1993): the statistic is computed again on samples of as many rows, drawn with replacement,
/// and the interval's ends are quantiles of those, interpolated linearly. The percentile interval (section 13.3) takes the quantiles of the level; the
/// BCa interval (section 14.3) moves them for the bias of the estimate and for a spread that changes with it. Samples on which the statistic is NaN
/// (an AUC of one class) are drawn again.
/// </summary>
public static class BootstrapInterval
{
    private const int MostRedrawsOfASample = 100;

    /// <summary>The percentile interval.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="statistic">Computed once on all rows in order, and once on each sample.</param>
    /// <param name="generator">Draws the samples.</param>
    /// <param name="resamples">Number of samples, 10 to 1,000,000. Default 1000.</param>
    /// <param name="level">Above 0, below 1. Default 0.95.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the statistic is NaN on the rows or on a hundred samples in a row.</exception>
    public static ConfidenceInterval Percentile(int rows, RowStatistic statistic, SeededGenerator generator, int resamples = 1000, double level = 0.95)
    {
        double estimate = Estimate(rows, statistic, resamples, level);
        double[] sorted = Sample(rows, statistic, generator, resamples);
        return new ConfidenceInterval(estimate, Quantile(sorted, (1 - level) / 2), Quantile(sorted, (1 + level) / 2), level);
    }

    /// <summary>The bias-corrected and accelerated interval: as <see cref="Percentile"/>, and the statistic once more without each row.</summary>
    /// <inheritdoc cref="Percentile"/>
    /// <exception cref="ArgumentException">As <see cref="Percentile"/>; or fewer than 2 rows, or the statistic is NaN without one of them.</exception>
    public static ConfidenceInterval BiasCorrected(int rows, RowStatistic statistic, SeededGenerator generator, int resamples = 1000, double level = 0.95)
    {
        double estimate = Estimate(rows, statistic, resamples, level);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        double acceleration = Acceleration(rows, statistic);
        double[] sorted = Sample(rows, statistic, generator, resamples);
        double below = 0;
        foreach (double value in sorted)
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;

        // A share of 0 or 1 has no normal quantile; the estimate then lies at an end of its own distribution.
        double bias = NormalDistribution.Quantile(Math.Clamp(below / resamples, 0.5 / resamples, 1 - (0.5 / resamples)));
        double Moved(double share)
        {
            double shifted = bias + NormalDistribution.Quantile(share);
            return NormalDistribution.Cumulative(bias + (shifted / (1 - (acceleration * shifted))));
        }

        return new ConfidenceInterval(estimate, Quantile(sorted, Moved((1 - level) / 2)), Quantile(sorted, Moved((1 + level) / 2)), level);
    }

    private static double Estimate(int rows, RowStatistic statistic, int resamples, double level)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(resamples, 1_000_000);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), $"The level is {level}; it must be above 0 and below 1.");
        var all = new int[rows];
        for (int row = 0; row < rows; row++)
            all[row] = row;
        double estimate = statistic(all);
        return double.IsNaN(estimate) ? throw new ArgumentException("The statistic is NaN on all rows; they do not determine it.", nameof(statistic)) : estimate;
    }

    private static double[] Sample(int rows, RowStatistic statistic, SeededGenerator generator, int resamples)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var chosen = new int[rows];
        var values = new double[resamples];
        for (int sample = 0; sample < resamples; sample++)
        {
            int draws = 0;
            do
            {
                if (draws++ == MostRedrawsOfASample)
                    throw new ArgumentException($"The statistic is NaN on {MostRedrawsOfASample} samples in a row; it needs more rows, or more of the rare class.", nameof(statistic));
                foreach (ref int row in chosen.AsSpan())
                    row = generator.NextBelow(rows);
                values[sample] = statistic(chosen);
            }
            while (double.IsNaN(values[sample]));
        }

        Array.Sort(values);
        return values;
    }

    /// <summary>Σ(m − mᵢ)³ / 6(Σ(m − mᵢ)²)^1.5, mᵢ being the statistic without row i and m the mean of those; 0 when they are all equal.</summary>
    private static double Acceleration(int rows, RowStatistic statistic)
    {
        var others = new int[rows - 1];
        var values = new double[rows];
        double mean = 0;
        for (int left = 0; left < rows; left++)
        {
            for (int index = 0; index < others.Length; index++)
                others[index] = index < left ? index : index + 1;
            values[left] = statistic(others);
            if (double.IsNaN(values[left]))
                throw new ArgumentException($"The statistic is NaN without row {left}; use the percentile interval.", nameof(statistic));
            mean += values[left] / rows;
        }

        double squares = 0, cubes = 0;
        foreach (double value in values)
        {
            double difference = mean - value;
            squares += difference * difference;
            cubes += difference * difference * difference;
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        if (below >= sorted.Length - 1)
            return sorted[^1];
        return sorted[below] + ((sorted[below + 1] - sorted[below]) * (position - below));
    }
}
