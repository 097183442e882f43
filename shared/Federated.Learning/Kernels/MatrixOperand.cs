namespace Federated.Learning.Kernels;

/// <summary>A left operand of a product: rows × columns read from a span at <c>row·RowStride + column·ColumnStride</c>.</summary>
internal readonly ref struct MatrixOperand
{
    private MatrixOperand(ReadOnlySpan<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"A matrix of {rows} × {columns} was given {values.Length} values.", nameof(values));
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public ReadOnlySpan<float> Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    public static MatrixOperand RowMajor(ReadOnlySpan<float> values, int rows, int columns) => new(values, rows, columns, columns, 1);

    /// <summary>The transpose, columns × rows, of a row-major matrix of rows × columns; nothing is moved.</summary>
    public static MatrixOperand Transposed(ReadOnlySpan<float> values, int rows, int columns) => new(values, columns, rows, 1, columns);
}
