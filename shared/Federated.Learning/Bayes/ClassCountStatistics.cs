using Federated.Learning.Solvers;

namespace Federated.Learning.Bayes;

/// <summary>
/// Occurrences by class. Layout: for each class the sum of its row weights and then one value a column: Σ w·x of counts, or Σ w over rows with x above the
/// threshold of occurrence. Length: classes·(1 + columns).
/// </summary>
public sealed class ClassCountStatistics : SufficientStatistics
{
    private readonly float? _threshold;

    /// <summary>Statistics of no rows.</summary>
    /// <param name="classes">At least 2.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="threshold">When given, a value above it counts as one occurrence and any other as none (Bernoulli); when left out, values are counts (multinomial).</param>
    public ClassCountStatistics(int classes, int columns, float? threshold = null)
        : base(ClassSizes.Check(classes, columns) * (1L + columns))
    {
        Classes = classes;
        Columns = columns;
        _threshold = threshold;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Sum of the weights of a class's rows.</summary>
    public double WeightOf(int label) => Values[label * (1 + Columns)];

    /// <summary>Occurrences in a class's rows, one value a column.</summary>
    public ReadOnlySpan<double> CountsOf(int label) => Vector.Slice((label * (1 + Columns)) + 1, Columns);

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite; without a threshold not negative.</param>
    /// <param name="labels">One a row, 0 to classes−1.</param>
    /// <param name="weights">One a row, not negative; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        int count = CheckedRows.Count(rows, Columns);
        CheckedRows.Classes(labels, count, Classes);
        CheckedRows.Weights(weights, count);
        for (int index = 0; _threshold is null && index < rows.Length; index++)
        {
            if (rows[index] < 0)
                throw new ArgumentException($"Row {index / Columns}, column {index % Columns} is {rows[index]}; counts are not negative.", nameof(rows));
        }

        for (int row = 0; row < count; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            ReadOnlySpan<float> source = rows.Slice(row * Columns, Columns);
            Span<double> target = Values.AsSpan(labels[row] * (1 + Columns), 1 + Columns);
            target[0] += weight;
            for (int column = 0; column < source.Length; column++)
                target[column + 1] += weight * (_threshold is { } least ? (source[column] > least ? 1 : 0) : source[column]);
        }
    }
}
