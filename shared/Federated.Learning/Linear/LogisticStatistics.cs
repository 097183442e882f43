using System.Collections.Immutable;
using Federated.Learning.Losses;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// Loss, gradient and Hessian of a two-class logistic regression (layout: <see cref="CurvatureStatistics"/>). The parameters are one weight a column and
/// then the intercept. With p the probability of a row and z = (x, 1): gradient Σ w·(p−y)·z, Hessian Σ w·p(1−p)·z·zᵀ (Hastie, Tibshirani and Friedman,
/// The Elements of Statistical Learning, 4.4.1).
/// </summary>
public sealed class LogisticStatistics : CurvatureStatistics
{
    private readonly GramSum _gram;

    /// <summary>Statistics of no rows at the given parameters.</summary>
    /// <param name="parameters">Weights of the columns (1 to 20,000), then the intercept.</param>
    /// <exception cref="ArgumentException">Fewer than two parameters, or too many.</exception>
    public LogisticStatistics(ImmutableArray<double> parameters)
        : base(LogisticNewton.CheckParameters(parameters, 2))
        => _gram = new GramSum(parameters.Length);

    /// <summary>Features a row.</summary>
    public int Columns => Parameters.Length - 1;

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="labels">One a row: 0 for the negative class, 1 for the positive one; a probability between them is taken as such.</param>
    /// <param name="weights">One a row, not negative; all 1 when left out. A class weight is a factor of the weights of the class's rows.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        int columns = Columns, count = CheckedRows.Count(rows, columns);
        CheckedRows.Targets(labels, count);
        CheckedRows.Weights(weights, count);
        for (int row = 0; row < count; row++)
        {
            if (labels[row] is < 0 or > 1)
                throw new ArgumentException($"The label of row {row} is {labels[row]}; labels run from 0 to 1.", nameof(labels));
        }

        Span<double> gradient = Values.AsSpan(2, Parameters.Length), triangle = Values.AsSpan(2 + Parameters.Length);
        ReadOnlySpan<double> parameters = Parameters.AsSpan();
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> source = rows.Slice(row * columns, columns);
            double logit = parameters[columns];
            for (int column = 0; column < source.Length; column++)
                logit += parameters[column] * source[column];
            double weight = weights.IsEmpty ? 1 : weights[row], probability = Logistic.Sigmoid(logit), slope = weight * (probability - labels[row]);
            double root = Math.Sqrt(weight * probability * (1 - probability));
            Span<double> line = _gram.NextRow(triangle);
            for (int column = 0; column < source.Length; column++)
            {
                gradient[column] += slope * source[column];
                line[column] = root * source[column];
            }

            gradient[columns] += slope;
            line[columns] = root;
            Values[0] += weight;
            Values[1] += weight * Logistic.CrossEntropy(logit, labels[row]);
        }

        _gram.Flush(triangle);
    }
}
