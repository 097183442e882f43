using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// C += A·B in float32. Blocks of four rows by two vectors of columns stay in registers while the inner dimension runs; each element of C is summed in
/// the order of the inner dimension, so a result does not depend on how the rows are cut into batches. Right columns that fill no vector are scalar.
/// </summary>
internal static class MatrixProduct
{
    private const int RowBlock = 4;

    /// <summary>Adds A·B to C.</summary>
    /// <param name="a">m × k.</param>
    /// <param name="b">k × n, row-major.</param>
    /// <param name="c">m × n, row-major; not overlapping the operands.</param>
    /// <param name="columns">n.</param>
    public static void Accumulate(MatrixOperand a, ReadOnlySpan<float> b, Span<float> c, int columns)
    {
        if (b.Length != (long)a.Columns * columns || c.Length != (long)a.Rows * columns)
            throw new ArgumentException($"A product of {a.Rows} × {a.Columns} by {a.Columns} × {columns} was given {b.Length} and {c.Length} values.");
        int width = Vector<float>.Count;
        int row = 0;
        for (; row <= a.Rows - RowBlock; row += RowBlock)
        {
            int column = 0;
            for (; column <= columns - (2 * width); column += 2 * width)
                FourRowsTwoVectors(a, b, c, row, column, columns);
            for (; column <= columns - width; column += width)
                FourRowsOneVector(a, b, c, row, column, columns);
            for (int offset = 0; offset < RowBlock; offset++)
                ScalarColumns(a, b, c, row + offset, column, columns);
        }

        for (; row < a.Rows; row++)
        {
            int column = 0;
            for (; column <= columns - width; column += width)
                OneRowOneVector(a, b, c, row, column, columns);
            ScalarColumns(a, b, c, row, column, columns);
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

    // The caller has checked the sizes of all three matrices; within a block every index follows from them.
    private static void FourRowsTwoVectors(MatrixOperand a, ReadOnlySpan<float> b, Span<float> c, int row, int column, int columns)
    {
        int width = Vector<float>.Count;
        ref float left = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.RowStride);
        ref float right = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), column);
        ref float sum = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), (row * columns) + column);
        int second = a.RowStride, third = 2 * a.RowStride, fourth = 3 * a.RowStride;
        Vector<float> s00 = Load(ref sum, 0), s01 = Load(ref sum, width);
        Vector<float> s10 = Load(ref sum, columns), s11 = Load(ref sum, columns + width);
        Vector<float> s20 = Load(ref sum, 2 * columns), s21 = Load(ref sum, (2 * columns) + width);
        Vector<float> s30 = Load(ref sum, 3 * columns), s31 = Load(ref sum, (3 * columns) + width);
        for (int inner = 0; inner < a.Columns; inner++)
        {
            Vector<float> b0 = Load(ref right, 0), b1 = Load(ref right, width);
            var a0 = new Vector<float>(left);
            s00 = Vector.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector.FusedMultiplyAdd(a0, b1, s01);
            var a1 = new Vector<float>(Unsafe.Add(ref left, second));
            s10 = Vector.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector.FusedMultiplyAdd(a1, b1, s11);
            var a2 = new Vector<float>(Unsafe.Add(ref left, third));
            s20 = Vector.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector.FusedMultiplyAdd(a2, b1, s21);
            var a3 = new Vector<float>(Unsafe.Add(ref left, fourth));
            s30 = Vector.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector.FusedMultiplyAdd(a3, b1, s31);
            left = ref Unsafe.Add(ref left, a.ColumnStride);
            right = ref Unsafe.Add(ref right, columns);
        }

        Store(s00, ref sum, 0);
        Store(s01, ref sum, width);
        Store(s10, ref sum, columns);
        Store(s11, ref sum, columns + width);
        Store(s20, ref sum, 2 * columns);
        Store(s21, ref sum, (2 * columns) + width);
        Store(s30, ref sum, 3 * columns);
        Store(s31, ref sum, (3 * columns) + width);
    }

    private static void FourRowsOneVector(MatrixOperand a, ReadOnlySpan<float> b, Span<float> c, int row, int column, int columns)
    {
        for (int offset = 0; offset < RowBlock; offset++)
            OneRowOneVector(a, b, c, row + offset, column, columns);
    }

    private static void OneRowOneVector(MatrixOperand a, ReadOnlySpan<float> b, Span<float> c, int row, int column, int columns)
    {
        ref float left = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row * a.RowStride);
        ref float right = ref Unsafe.Add(ref MemoryMarshal.GetReference(b), column);
        ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(c), (row * columns) + column);
        Vector<float> sum = Load(ref target, 0);
        for (int inner = 0; inner < a.Columns; inner++)
        {
            sum = Vector.FusedMultiplyAdd(new Vector<float>(left), Load(ref right, 0), sum);
            left = ref Unsafe.Add(ref left, a.ColumnStride);
            right = ref Unsafe.Add(ref right, columns);
        }

        Store(sum, ref target, 0);
    }

    private static void ScalarColumns(MatrixOperand a, ReadOnlySpan<float> b, Span<float> c, int row, int column, int columns)
    {
        for (; column < columns; column++)
        {
            float sum = c[(row * columns) + column];
            for (int inner = 0; inner < a.Columns; inner++)
                sum = MathF.FusedMultiplyAdd(a.Values[(row * a.RowStride) + (inner * a.ColumnStride)], b[(inner * columns) + column], sum);
            c[(row * columns) + column] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ref float origin, int offset) => Vector.LoadUnsafe(ref origin, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<float> values, ref float origin, int offset) => values.StoreUnsafe(ref origin, (nuint)offset);
}
