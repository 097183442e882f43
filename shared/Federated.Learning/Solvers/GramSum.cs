using Federated.Learning.Kernels;

namespace Federated.Learning.Solvers;

/// <summary>Σ z·zᵀ over rows z of float64, into a packed triangle: rows gather in a block of 256 whose product is added at once.</summary>
internal sealed unsafe class GramSum(int columns)
{
    private const int BlockRows = 256;
    private readonly double[] _block = new double[BlockRows * columns];
    private readonly double[] _product = new double[columns * columns];
    private int _rows;

    /// <summary>The next row's place, to be filled before the next call; flushes a full block first.</summary>
    public Span<double> NextRow(Span<double> triangle)
    {
        if (_rows == BlockRows)
            Flush(triangle);
        return _block.AsSpan(_rows++ * columns, columns);
    }

    /// <summary>Adds the rows that are waiting.</summary>
    public void Flush(Span<double> triangle)
    {
        if (_rows == 0)
            return;
        Array.Clear(_product);
        fixed (double* block = _block, product = _product)
        {
            DoubleMatrix rows = DoubleMatrix.RowMajor(block, _rows, columns);
            DoubleProduct.Accumulate(rows.Transposed, rows, DoubleMatrix.RowMajor(product, columns, columns), 1, true, Workers.CallingThread);
        }

        for (int row = 0, index = 0; row < columns; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                triangle[index] += _product[(row * columns) + column];
        }

        _rows = 0;
    }
}
