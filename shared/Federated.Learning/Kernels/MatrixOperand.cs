namespace Federated.Learning.Kernels;

/// <summary>An operand of a product: rows × columns read from a span at <c>row·RowStride + column·ColumnStride</c>; nothing is moved or copied.</summary>
public readonly ref struct MatrixOperand
{
    private MatrixOperand(ReadOnlySpan<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The numbers; of a transposed matrix, in the order of the original.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Rows of the operand as it enters the product.</summary>
    public int Rows { get; }

    /// <summary>Columns of the operand as it enters the product.</summary>
    public int Columns { get; }

    /// <summary>Distance from one row to the next, in values.</summary>
    public int RowStride { get; }

    /// <summary>Distance from one column to the next, in values.</summary>
    public int ColumnStride { get; }

    /// <summary>A row-major matrix.</summary>
    /// <exception cref="ArgumentException">The span does not hold rows × columns values.</exception>
    public static MatrixOperand RowMajor(ReadOnlySpan<float> values, int rows, int columns)
    {
        CheckDense(values.Length, rows, columns);
        return new(values, rows, columns, columns, 1);
    }

    /// <summary>A row-major matrix whose rows lie <paramref name="rowStride"/> values apart, such as some of the columns of a wider matrix.</summary>
    /// <exception cref="ArgumentException">The stride is below the columns, or the last row would end behind the span.</exception>
    public static MatrixOperand RowMajor(ReadOnlySpan<float> values, int rows, int columns, int rowStride)
    {
        CheckStrided(values.Length, rows, columns, rowStride);
        return new(values, rows, columns, rowStride, 1);
    }

    /// <summary>The transpose, columns × rows, of a row-major matrix of rows × columns.</summary>
    /// <exception cref="ArgumentException">The span does not hold rows × columns values.</exception>
    public static MatrixOperand Transposed(ReadOnlySpan<float> values, int rows, int columns)
    {
        CheckDense(values.Length, rows, columns);
        return new(values, columns, rows, 1, columns);
    }

    /// <summary>The transpose, columns × rows, of a row-major matrix of rows × columns whose rows lie <paramref name="rowStride"/> values apart.</summary>
    /// <exception cref="ArgumentException">The stride is below the columns, or the last row would end behind the span.</exception>
    public static MatrixOperand Transposed(ReadOnlySpan<float> values, int rows, int columns, int rowStride)
    {
        CheckStrided(values.Length, rows, columns, rowStride);
        return new(values, columns, rows, 1, rowStride);
    }

    internal static void CheckStrided(int length, int rows, int columns, int rowStride)
    {
        if (rows < 0 || columns < 0 || rowStride < columns || (rows > 0 && ((long)(rows - 1) * rowStride) + columns > length))
            throw new ArgumentException($"A matrix of {rows} × {columns} with rows {rowStride} apart does not fit into {length} values.");
    }

    private static void CheckDense(int length, int rows, int columns)
    {
        if (rows < 0 || columns < 0 || length != (long)rows * columns)
            throw new ArgumentException($"A matrix of {rows} × {columns} was given {length} values.");
    }
}
