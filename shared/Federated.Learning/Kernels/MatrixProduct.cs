namespace Federated.Learning.Kernels;

/// <summary>
/// C = A·B in float32, on 512-bit or 256-bit vectors with fused multiply-add where the processor has them. The order in which an element of C is summed
/// depends on the sizes and layouts alone: not on addresses, on the number of threads or on the rows beside it.
/// </summary>
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
        if (a.Rows != 0 && b.Columns != 0)
            Run(a, b, c, rowStride, accumulate, bias, activation, workers, Processor.Path);
    }

    /// <summary>Independent products of one shape at fixed distances, such as the heads of an attention: C of number i begins i·cStep after the first.</summary>
    /// <param name="count">Products.</param>
    /// <param name="a">m × k: the first left operand, made with a row stride from the span that holds them all.</param>
    /// <param name="aStep">Distance from one left operand to the next in values; 0: they share it.</param>
    /// <param name="b">k × n: the first right operand, likewise.</param>
    /// <param name="bStep">Distance from one right operand to the next.</param>
    /// <param name="c">All the results; they must not overlap each other or the operands.</param>
    /// <param name="cStep">Distance from one result to the next.</param>
    /// <param name="rowStride">Distance between the rows of a result, at least n.</param>
    /// <param name="accumulate">Adds to what C holds instead of replacing it.</param>
    /// <param name="workers">Threads for large work; results do not depend on them.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or the last product would reach behind a span.</exception>
    public static unsafe void MultiplyMany(int count, MatrixOperand a, int aStep, MatrixOperand b, int bStep, Span<float> c, int cStep, int rowStride,
        bool accumulate = false, Workers? workers = null)
    {
        Check(a, b, c, rowStride, default);
        if (count < 1 || a.Rows == 0 || b.Columns == 0)
            return;
        CheckReach(a.Values.Length, Extent(a), count, aStep, nameof(a));
        CheckReach(b.Values.Length, Extent(b), count, bStep, nameof(b));
        CheckReach(c.Length, ((long)(a.Rows - 1) * rowStride) + b.Columns, count, cStep, nameof(c));
        fixed (float* left = a.Values, right = b.Values, target = c)
            ProductSeries.Run(Arguments(a, b, left, right, target, rowStride, accumulate), count, aStep, bStep, cStep, workers);
    }

    /// <summary>The checked product on chosen instructions.</summary>
    internal static unsafe void Run(MatrixOperand a, MatrixOperand b, Span<float> c, int rowStride, bool accumulate,
        ReadOnlySpan<float> bias, Activation activation, Workers? workers, VectorPath path)
    {
        fixed (float* left = a.Values, right = b.Values, target = c, offsets = bias)
        {
            ProductArguments product = Arguments(a, b, left, right, target, rowStride, accumulate);
            product.Bias = offsets;
            product.Activation = activation;
            ProductWork.Run(product, path, workers);
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

    private static unsafe ProductArguments Arguments(MatrixOperand a, MatrixOperand b, float* left, float* right, float* target, int rowStride, bool accumulate) => new()
    {
        A = left,
        ARow = a.RowStride,
        AColumn = a.ColumnStride,
        B = right,
        BRow = b.RowStride,
        BColumn = b.ColumnStride,
        C = target,
        CRow = rowStride,
        Rows = a.Rows,
        Columns = b.Columns,
        Inner = a.Columns,
        Accumulate = accumulate,
    };

    private static long Extent(MatrixOperand operand)
        => operand.Rows == 0 || operand.Columns == 0 ? 0 : ((long)(operand.Rows - 1) * operand.RowStride) + ((long)(operand.Columns - 1) * operand.ColumnStride) + 1;

    private static void CheckReach(int length, long extent, int count, int step, string name)
    {
        if (step < 0 || ((long)(count - 1) * step) + extent > length)
            throw new ArgumentException($"{count} matrices of {extent} values, {step} apart, do not fit into {length} values.", name);
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
