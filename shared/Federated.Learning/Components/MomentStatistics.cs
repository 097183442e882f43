using Federated.Learning.Solvers;

namespace Federated.Learning.Components;

/// <summary>
/// First and second moments of rows: the packed lower triangle (<see cref="PackedTriangle"/>) of Σ z·zᵀ with z = (x, 1), so the products of the columns, then
/// their sums and the number of rows. Length: (columns+1)(columns+2)/2. Columns far from zero compared with their spread lose digits: standardise them first.
/// </summary>
public sealed class MomentStatistics : SufficientStatistics
{
    private readonly GramSum _gram;

    /// <summary>Statistics of no rows.</summary>
    /// <param name="columns">Features a row: 1 to 2,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The columns are out of range.</exception>
    public MomentStatistics(int columns)
        : base(LengthOf(columns))
    {
        Columns = columns;
        _gram = new GramSum(columns + 1);
    }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Rows so far.</summary>
    public double Rows => Values[^1];

    /// <summary>Length of the vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The columns are out of range.</exception>
    public static int LengthOf(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 2_000);
        return PackedTriangle.Length(columns + 1);
    }

    /// <summary>Mean of a column; needs a row.</summary>
    public double Mean(int column) => Values[PackedTriangle.Index(Columns, column)] / Rows;

    /// <summary>Covariance (divisor n) of two columns; needs a row.</summary>
    public double Covariance(int first, int second) => (Values[PackedTriangle.Index(first, second)] / Rows) - (Mean(first) * Mean(second));

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <exception cref="ArgumentException">The rows are not whole or not finite; the message names the row and column. Nothing was added.</exception>
    public void Add(ReadOnlySpan<float> rows)
    {
        int count = CheckedRows.Count(rows, Columns);
        for (int row = 0; row < count; row++)
        {
            Span<double> line = _gram.NextRow(Values);
            for (int column = 0; column < Columns; column++)
                line[column] = rows[(row * Columns) + column];
            line[Columns] = 1;
        }

        _gram.Flush(Values);
    }
}
