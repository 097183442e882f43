using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// What a linear regression needs to know of its rows: their number and Σ w·z·zᵀ with z = (x, 1, y). Layout: value 0 is the number of rows; from value 1
/// on stands the packed lower triangle (<see cref="PackedTriangle"/>) of the matrix of columns + 2 rows whose row <c>columns</c> belongs to the constant 1
/// (weighted sums of the columns, then Σw) and whose last row belongs to the target (Xᵀy, Σ w·y, yᵀy). Length: 1 + (columns+2)(columns+3)/2. Columns far from
/// zero compared with their spread lose digits: standardise them first.
/// </summary>
public sealed class RidgeStatistics : SufficientStatistics
{
    private readonly GramSum _gram;

    /// <summary>Statistics of no rows.</summary>
    /// <param name="columns">Features a row: 1 to 20,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The columns are out of range.</exception>
    public RidgeStatistics(int columns)
        : base(1 + PackedTriangle.Length(CheckColumns(columns) + 2))
    {
        Columns = columns;
        _gram = new GramSum(columns + 2);
    }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Rows so far.</summary>
    public double Rows => Values[0];

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="targets">One a row, finite.</param>
    /// <param name="weights">One a row, not negative; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths do not fit or a value is out of range; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        int count = CheckedRows.Count(rows, Columns);
        CheckedRows.Targets(targets, count);
        CheckedRows.Weights(weights, count);
        Span<double> triangle = Values.AsSpan(1);
        for (int row = 0; row < count; row++)
        {
            double root = weights.IsEmpty ? 1 : Math.Sqrt(weights[row]);
            ReadOnlySpan<float> source = rows.Slice(row * Columns, Columns);
            Span<double> line = _gram.NextRow(triangle);
            for (int column = 0; column < source.Length; column++)
                line[column] = root * source[column];
            line[Columns] = root;
            line[Columns + 1] = root * targets[row];
        }

        _gram.Flush(triangle);
        Values[0] += count;
    }

    private static int CheckColumns(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 20_000);
        return columns;
    }
}
