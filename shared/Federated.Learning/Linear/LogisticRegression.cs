using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>Logistic regression on rows at hand: <see cref="LogisticNewton"/> with statistics taken of the same rows in each pass.</summary>
public static class LogisticRegression
{
    /// <summary>Two classes; the model's value is the logit of class 1.</summary>
    /// <param name="rows">Row-major, finite; columns of like spread converge best.</param>
    /// <param name="labels">One a row, 0 or 1.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="options">Penalty and when to stop.</param>
    /// <param name="weights">One a row; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value or an option is out of range, or there is no row.</exception>
    public static LinearModel Fit(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> labels, int columns, LogisticOptions? options = null, ReadOnlySpan<float> weights = default)
    {
        LogisticNewton newton = LogisticNewton.Start(columns, 1, options);
        while (!newton.Finished)
        {
            var statistics = new LogisticStatistics(newton.Parameters);
            statistics.Add(rows, labels, weights);
            newton = newton.Next(statistics);
        }

        return new LinearModel(newton.Parameters[..columns], newton.Parameters[columns]);
    }

    /// <summary>Two or more classes by softmax.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="labels">One a row, 0 to classes−1.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="options">Penalty and when to stop.</param>
    /// <param name="weights">One a row; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value or an option is out of range, or there is no row.</exception>
    public static SoftmaxModel Fit(
        ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, int columns, int classes, LogisticOptions? options = null, ReadOnlySpan<float> weights = default)
    {
        LogisticNewton newton = LogisticNewton.Start(columns, classes, options);
        while (!newton.Finished)
        {
            var statistics = new SoftmaxStatistics(newton.Parameters, classes);
            statistics.Add(rows, labels, weights);
            newton = newton.Next(statistics);
        }

        return new SoftmaxModel(newton.Parameters, classes);
    }

    /// <summary>
    /// The weight of each row that gives every class the same total: rows / (classes · rows of its class).
    /// </summary>
    /// <param name="labels">One a row, 0 to classes−1.</param>
    /// <param name="classes">At least 1.</param>
    /// <returns>One weight a class; 0 for a class without a row.</returns>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public static ImmutableArray<double> BalancedClassWeights(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        CheckedRows.Classes(labels, labels.Length, classes);
        var counts = new double[classes];
        foreach (int label in labels)
            counts[label]++;
        double rows = labels.Length;
        return [.. counts.Select(count => count > 0 ? rows / (classes * count) : 0)];
    }
}
