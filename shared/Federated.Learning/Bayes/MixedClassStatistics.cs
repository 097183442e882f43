using Federated.Learning.Solvers;

namespace Federated.Learning.Bayes;

/// <summary>
/// Moments of numbers and counts of categories by class. Layout: for each class its number of rows; then Σx and then Σx², one value a numeric column each;
/// then for each category column the rows of each value. Length: classes·(1 + 2·numeric + Σ values). Standardise the numbers first.
/// </summary>
public sealed class MixedClassStatistics : SufficientStatistics
{
    /// <summary>Statistics of no rows.</summary>
    /// <param name="classes">2 to 65,536.</param>
    /// <param name="columns">What a row holds.</param>
    public MixedClassStatistics(int classes, MixedColumns columns)
        : base(LengthOf(classes, columns))
    {
        Classes = classes;
        Columns = columns;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>What a row holds.</summary>
    public MixedColumns Columns { get; }

    /// <summary>Length of the vector.</summary>
    /// <exception cref="ArgumentException">The number of classes is out of range.</exception>
    public static long LengthOf(int classes, MixedColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return ClassSizes.Check(classes, 1) * (1 + (2L * columns.Numeric) + columns.CategoryValues);
    }

    /// <summary>Rows of a class.</summary>
    public double CountOf(int label) => Values[label * Stride];

    /// <summary>Sum of a class's numbers.</summary>
    public ReadOnlySpan<double> SumOf(int label) => Vector.Slice((label * Stride) + 1, Columns.Numeric);

    /// <summary>Sum of the squares of a class's numbers.</summary>
    public ReadOnlySpan<double> SquaresOf(int label) => Vector.Slice((label * Stride) + 1 + Columns.Numeric, Columns.Numeric);

    /// <summary>Rows of a class by the value of each category column, column after column.</summary>
    public ReadOnlySpan<double> CategoriesOf(int label) => Vector.Slice((label * Stride) + 1 + (2 * Columns.Numeric), Stride - 1 - (2 * Columns.Numeric));

    private int Stride => Length / Classes;

    /// <summary>Adds rows.</summary>
    /// <param name="numbers">rows × numeric columns, row-major, finite.</param>
    /// <param name="categories">rows × category columns, row-major: indices, or <see cref="MixedColumns.Unknown"/>.</param>
    /// <param name="labels">One a row, 0 to classes−1.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> numbers, ReadOnlySpan<int> categories, ReadOnlySpan<int> labels)
    {
        int rows = Columns.Rows(numbers, categories), numeric = Columns.Numeric, kinds = Columns.CategorySizes.Length;
        CheckedRows.Classes(labels, rows, Classes);
        for (int row = 0; row < rows; row++)
        {
            Span<double> target = Values.AsSpan(labels[row] * Stride, Stride);
            target[0]++;
            for (int column = 0; column < numeric; column++)
            {
                double value = numbers[(row * numeric) + column];
                target[1 + column] += value;
                target[1 + numeric + column] += value * value;
            }

            int start = 1 + (2 * numeric);
            for (int column = 0; column < kinds; column++)
            {
                int category = categories[(row * kinds) + column];
                if (category != MixedColumns.Unknown)
                    target[start + category]++;
                start += Columns.CategorySizes[column];
            }
        }
    }
}
