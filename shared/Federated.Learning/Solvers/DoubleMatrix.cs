namespace Federated.Learning.Solvers;

/// <summary>A view of float64 values at <c>row·RowStride + column·ColumnStride</c> from an origin that its owner holds fixed and has checked the extent of.</summary>
internal readonly unsafe struct DoubleMatrix(double* origin, int rows, int columns, int rowStride, int columnStride)
{
    public double* Origin { get; } = origin;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    /// <summary>The transpose; nothing is moved.</summary>
    public DoubleMatrix Transposed => new(Origin, Columns, Rows, ColumnStride, RowStride);

    public static DoubleMatrix RowMajor(double* origin, int rows, int columns) => new(origin, rows, columns, columns, 1);

    public DoubleMatrix Block(int row, int column, int rows, int columns)
        => new(Origin + ((long)row * RowStride) + ((long)column * ColumnStride), rows, columns, RowStride, ColumnStride);
}
