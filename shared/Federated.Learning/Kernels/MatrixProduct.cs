namespace Federated.Learning.Kernels;

/// <summary>C = A·B in float32.</summary>
public static class MatrixProduct
{
    /// <summary>C = [C +] A·B [+ bias], then the activation.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n.</param>
    /// <param name="c">m × n, row-major, rows <paramref name="rowStride"/> apart; it must not overlap the operands.</param>
    /// <param name="rowStride">Distance between the rows of C in values, at least n.</param>
    /// <param name="accumulate">Adds to what C holds (before the activation) instead of replacing it.</param>
    /// <param name="bias">Empty, or n values that are added to each row.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="workers">Threads for large products; results do not depend on them. None: the calling thread.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void Multiply(MatrixOperand a, MatrixOperand b, Span<float> c, int rowStride, bool accumulate = false,
        ReadOnlySpan<float> bias = default, Activation activation = Activation.None, Workers? workers = null)
    {
        Check(a, b, c, rowStride, bias);
        for (int row = 0; row < a.Rows; row++)
        {
            for (int column = 0; column < b.Columns; column++)
            {
                ref float element = ref c[(row * rowStride) + column];
                float sum = accumulate ? element : 0;
                for (int inner = 0; inner < a.Columns; inner++)
                    sum = MathF.FusedMultiplyAdd(a.Values[(row * a.RowStride) + (inner * a.ColumnStride)], b.Values[(inner * b.RowStride) + (column * b.ColumnStride)], sum);
                if (!bias.IsEmpty)
                    sum += bias[column];
                element = activation switch
                {
                    Activation.Relu => MathF.Max(sum, 0),
                    Activation.Sigmoid => 1 / (1 + MathF.Exp(-sum)),
                    Activation.Tanh => MathF.Tanh(sum),
                    _ => sum,
                };
            }
        }
    }

    /// <summary>Writes the transpose of a row-major matrix of rows × columns.</summary>
    public static void Transpose(ReadOnlySpan<float> source, Span<float> target, int rows, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            Span<float> line = target.Slice(column * rows, rows);
            int from = column;
            for (int row = 0; row < line.Length; row++, from += columns)
                line[row] = source[from];
        }
    }

    private static void Check(MatrixOperand a, MatrixOperand b, Span<float> c, int rowStride, ReadOnlySpan<float> bias)
    {
        if (a.Columns != b.Rows)
            throw new ArgumentException($"A product of {a.Rows} × {a.Columns} by {b.Rows} × {b.Columns} has no common inner size.", nameof(b));
        MatrixOperand.CheckStrided(c.Length, a.Rows, b.Columns, rowStride);
        if (!bias.IsEmpty && bias.Length != b.Columns)
            throw new ArgumentException($"A product with {b.Columns} columns was given {bias.Length} biases.", nameof(bias));
    }
}
