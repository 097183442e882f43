using Federated.Learning.Solvers;

namespace Federated.Learning.Bayes;

/// <summary>
/// Counts and moments by class. Layout: for each class the sum of its row weights, then Σ w·x and then Σ w·x², one value a column each. Length:
/// classes·(1 + 2·columns). Columns far from zero compared with their spread lose digits of their variance: standardise them first.
/// </summary>
public sealed class ClassMomentStatistics : SufficientStatistics
{
    /// <summary>Statistics of no rows.</summary>
    /// <param name="classes">At least 2.</param>
    /// <param name="columns">At least 1.</param>
    public ClassMomentStatistics(int classes, int columns)
        : base(ClassSizes.Check(classes, columns) * (1 + (2L * columns)))
    {
        Classes = classes;
        Columns = columns;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Sum of the weights of a class's rows.</summary>
    public double WeightOf(int label) => Values[label * Stride];

    /// <summary>Weighted sum of a class's rows.</summary>
    public ReadOnlySpan<double> SumOf(int label) => Vector.Slice((label * Stride) + 1, Columns);

    /// <summary>Weighted sum of the squares of a class's rows.</summary>
    public ReadOnlySpan<double> SquaresOf(int label) => Vector.Slice((label * Stride) + 1 + Columns, Columns);

    private int Stride => 1 + (2 * Columns);

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="labels">One a row, 0 to classes−1.</param>
    /// <param name="weights">One a row, not negative; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        int count = CheckedRows.Count(rows, Columns);
        CheckedRows.Classes(labels, count, Classes);
        CheckedRows.Weights(weights, count);
        for (int row = 0; row < count; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            ReadOnlySpan<float> source = rows.Slice(row * Columns, Columns);
            Span<double> target = Values.AsSpan(labels[row] * Stride, Stride);
            Span<double> sums = target.Slice(1, Columns), squares = target[(1 + Columns)..];
            target[0] += weight;
            for (int column = 0; column < source.Length; column++)
            {
                double value = source[column];
                sums[column] += weight * value;
                squares[column] += weight * value * value;
            }
        }
    }
}
