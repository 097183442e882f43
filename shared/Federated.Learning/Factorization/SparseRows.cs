namespace Federated.Learning.Factorization;

/// <summary>
/// Rows of which few columns are not zero: users and the items they rated or bought, or one-hot features. Each row's columns are in rising order. Immutable.
/// </summary>
public sealed class SparseRows
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _values;

    private SparseRows(int columns, int[] starts, int[] columnOf, float[] values)
    {
        Columns = columns;
        _starts = starts;
        _columns = columnOf;
        _values = values;
    }

    /// <summary>Number of rows, empty ones included.</summary>
    public int Rows => _starts.Length - 1;

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of values that are stored.</summary>
    public int Count => _columns.Length;

    /// <summary>Columns of a row, rising.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Values of a row, in the order of <see cref="ColumnsOf"/>.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Sorts (row, column, value) triples into rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowOf">Row of each triple.</param>
    /// <param name="columnOf">Column of each triple.</param>
    /// <param name="values">Value of each triple, finite; all 1 when left out.</param>
    /// <exception cref="ArgumentException">Lengths differ, an index is out of range, a value is not finite, or a pair occurs twice.</exception>
    public static SparseRows FromTriples(int rows, int columns, ReadOnlySpan<int> rowOf, ReadOnlySpan<int> columnOf, ReadOnlySpan<float> values = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (columnOf.Length != rowOf.Length || (!values.IsEmpty && values.Length != rowOf.Length))
            throw new ArgumentException($"{rowOf.Length} rows, {columnOf.Length} columns and {values.Length} values do not make triples.", nameof(columnOf));
        var starts = new int[rows + 1];
        for (int index = 0; index < rowOf.Length; index++)
        {
            CheckTriple(index, rowOf[index], rows, columnOf[index], columns, values.IsEmpty ? 1 : values[index]);
            starts[rowOf[index] + 1]++;
        }

        for (int row = 0; row < rows; row++)
            starts[row + 1] += starts[row];
        var places = starts.AsSpan(0, rows).ToArray();
        var sortedColumns = new int[rowOf.Length];
        var sortedValues = new float[rowOf.Length];
        for (int index = 0; index < rowOf.Length; index++)
        {
            int place = places[rowOf[index]]++;
            sortedColumns[place] = columnOf[index];
            sortedValues[place] = values.IsEmpty ? 1 : values[index];
        }

        for (int row = 0; row < rows; row++)
        {
            Span<int> part = sortedColumns.AsSpan(starts[row]..starts[row + 1]);
            part.Sort(sortedValues.AsSpan(starts[row]..starts[row + 1]));
            for (int index = 1; index < part.Length; index++)
            {
                if (part[index] == part[index - 1])
                    throw new ArgumentException($"Row {row} has column {part[index]} twice; add the values up, or keep the last.", nameof(columnOf));
            }
        }

        return new SparseRows(columns, starts, sortedColumns, sortedValues);
    }

    /// <summary>The values of row-major rows that are not zero.</summary>
    /// <exception cref="ArgumentException">The rows are not whole or not finite.</exception>
    public static SparseRows FromDense(ReadOnlySpan<float> rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int count = Solvers.CheckedRows.Count(rows, columns);
        var starts = new int[count + 1];
        var columnOf = new List<int>();
        var values = new List<float>();
        for (int index = 0; index < rows.Length; index++)
        {
            if (rows[index] != 0)
            {
                columnOf.Add(index % columns);
                values.Add(rows[index]);
            }

            starts[(index / columns) + 1] = values.Count;
        }

        return new SparseRows(columns, starts, [.. columnOf], [.. values]);
    }

    private static void CheckTriple(int index, int row, int rows, int column, int columns, float value)
    {
        if ((uint)row >= (uint)rows)
            throw new ArgumentException($"Triple {index} is of row {row}; rows run from 0 to {rows - 1}.");
        if ((uint)column >= (uint)columns)
            throw new ArgumentException($"Triple {index}, of row {row}, is of column {column}; columns run from 0 to {columns - 1}.");
        if (!float.IsFinite(value))
            throw new ArgumentException($"The value of row {row}, column {column} is {value}; values are finite.");
    }
}
