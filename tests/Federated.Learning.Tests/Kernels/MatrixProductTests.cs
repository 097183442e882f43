using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Kernels;

public sealed class MatrixProductTests
{
    /// <summary>Rounding of a chain of k fused multiply-adds and a bias, each term at most 1 in magnitude: k·(k+2)·2⁻²⁴ at worst, much less in practice.</summary>
    private static double Tolerance(int inner) => (inner + 4) * Math.Sqrt(inner + 4) * Math.Pow(2, -24);

    [Fact]
    public void Multiply_EveryEdgeOfTheBlocks_AgreesWithThreeLoops()
    {
        var generator = new SeededGenerator(3);
        foreach (int rows in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25 })
        {
            foreach (int inner in new[] { 1, 17, 20 })
            {
                foreach (int columns in new[] { 1, 3, 4, 5, 8, 9, 16, 17, 32, 33, 50 })
                {
                    foreach (VectorPath path in VectorMathTests.Paths())
                        Compare(new Case(rows, inner, columns, generator.NextBelow(2) == 1, generator.NextBelow(2) == 1, generator.NextBelow(2) == 1, generator.NextBelow(2) == 1, path), generator);
                }
            }
        }
    }

    [Fact]
    public void Multiply_AnyShapeLayoutAndOption_AgreesWithThreeLoops()
    {
        Prop.ForAll<int>(seed =>
        {
            var generator = new SeededGenerator((ulong)seed);
            foreach (VectorPath path in VectorMathTests.Paths())
            {
                Compare(new Case(1 + generator.NextBelow(50), 1 + generator.NextBelow(50), 1 + generator.NextBelow(70), generator.NextBelow(2) == 1, generator.NextBelow(2) == 1,
                    generator.NextBelow(2) == 1, generator.NextBelow(2) == 1, path, generator.NextBelow(5), (Activation)generator.NextBelow(4)), generator);
            }
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Sizes that cross every slice: of the inner dimension (512), of rows (120) and of columns (512), and each decision to pack.</summary>
    [Theory]
    [InlineData(130, 530, 40)]
    [InlineData(530, 20, 130)]
    [InlineData(20, 30, 530)]
    [InlineData(1, 700, 150)]
    [InlineData(1, 27, 301)]
    [InlineData(1, 8, 256)]
    [InlineData(300, 1000, 1)]
    [InlineData(2, 1000, 90)]
    public void Multiply_LargerThanASlice_AgreesWithThreeLoops(int rows, int inner, int columns)
    {
        var generator = new SeededGenerator(5);
        foreach (VectorPath path in VectorMathTests.Paths().Where(path => path != VectorPath.Scalar))
        {
            for (int layout = 0; layout < 4; layout++)
                Compare(new Case(rows, inner, columns, layout > 1, layout % 2 == 1, Accumulate: layout == 0, Bias: true, path, Gap: layout, Activation.Relu), generator);
        }
    }

    [Fact]
    public void Multiply_AnyNumberOfThreads_GivesTheSameBits()
    {
        using var two = new Workers(2);
        using var five = new Workers(5);
        foreach ((int rows, int inner, int columns) in new[] { (129, 150, 101), (40, 600, 97), (2000, 1000, 1), (3, 1000, 600), (1, 2000, 1000), (1000, 1, 1700), (65, 400, 65) })
        {
            for (int layout = 0; layout < 4; layout++)
            {
                var generator = new SeededGenerator(9);
                float[] a = Random(rows * inner, generator), b = Random(inner * columns, generator), bias = Random(columns, generator);
                var results = new float[3][];
                foreach ((Workers? workers, int index) in new[] { ((Workers?)null, 0), (two, 1), (five, 2) })
                {
                    results[index] = new float[rows * columns];
                    MatrixProduct.Multiply(layout > 1 ? MatrixOperand.Transposed(a, inner, rows) : MatrixOperand.RowMajor(a, rows, inner),
                        layout % 2 == 1 ? MatrixOperand.Transposed(b, columns, inner) : MatrixOperand.RowMajor(b, inner, columns),
                        results[index], columns, bias: bias, activation: Activation.Tanh, workers: workers);
                }

                Assert.True(results[0].AsSpan().SequenceEqual(results[1]), $"{rows} × {inner} × {columns}, layout {layout}");
                Assert.True(results[0].AsSpan().SequenceEqual(results[2]), $"{rows} × {inner} × {columns}, layout {layout}");
            }
        }
    }

    [Fact]
    public void Multiply_AtOtherAddresses_GivesTheSameBits()
    {
        var generator = new SeededGenerator(4);
        foreach ((int rows, int inner, int columns) in new[] { (13, 100, 33), (20, 100, 1), (1, 100, 50) })
        {
            float[] a = Random(rows * inner, generator), b = Random(inner * columns, generator), expected = new float[rows * columns];
            MatrixProduct.Multiply(MatrixOperand.RowMajor(a, rows, inner), MatrixOperand.Transposed(b, columns, inner), expected, columns);
            for (int shift = 1; shift < 17; shift++)
            {
                float[] movedA = [.. new float[shift], .. a], movedB = [.. new float[shift], .. b], result = new float[(rows * columns) + shift];
                MatrixProduct.Multiply(MatrixOperand.RowMajor(movedA.AsSpan(shift), rows, inner), MatrixOperand.Transposed(movedB.AsSpan(shift), columns, inner), result.AsSpan(shift), columns);
                Assert.True(expected.AsSpan().SequenceEqual(result.AsSpan(shift)));
            }
        }
    }

    [Fact]
    public void Multiply_NothingToSum_WritesTheBias()
    {
        float[] c = [7, 7, 7, 7, 7, 7];
        MatrixProduct.Multiply(MatrixOperand.RowMajor([], 2, 0), MatrixOperand.RowMajor([], 0, 3), c, 3, bias: [1, -2, 3], activation: Activation.Relu);

        Assert.Equal([1f, 0, 3, 1, 0, 3], c);
    }

    [Fact]
    public void Multiply_NotANumber_StaysInItsRow()
    {
        foreach (VectorPath path in VectorMathTests.Paths())
        {
            foreach (int columns in new[] { 1, 20 })
            {
                float[] a = new float[3 * 20], b = new float[20 * columns], c = new float[3 * columns];
                a[25] = float.NaN;
                MatrixProduct.Run(MatrixOperand.RowMajor(a, 3, 20), MatrixOperand.Transposed(b, columns, 20), c, columns, false, default, Activation.Relu, null, path);
                for (int index = 0; index < c.Length; index++)
                    Assert.Equal(index / columns == 1, float.IsNaN(c[index]));
            }
        }
    }

    [Fact]
    public void MultiplyMany_InterleavedHeads_AgreesWithOneByOne()
    {
        const int heads = 4, length = 50, size = 32, stride = heads * size;
        var generator = new SeededGenerator(8);
        float[] queries = Random(length * stride, generator), keys = Random(length * stride, generator);
        using var workers = new Workers(2);
        foreach (Workers? chosen in new[] { null, workers })
        {
            var together = new float[heads * length * length];
            MatrixProduct.MultiplyMany(heads, MatrixOperand.RowMajor(queries, length, size, stride), size, MatrixOperand.Transposed(keys, length, size, stride), size,
                together, length * length, length, workers: chosen);
            for (int head = 0; head < heads; head++)
            {
                var alone = new float[length * length];
                MatrixProduct.Multiply(MatrixOperand.RowMajor(queries.AsSpan(head * size), length, size, stride), MatrixOperand.Transposed(keys.AsSpan(head * size), length, size, stride), alone, length);
                Assert.Equal(alone, together.AsSpan(head * length * length, length * length).ToArray());
            }
        }
    }

    [Fact]
    public void MultiplyMany_OneProductAndLargeWork_RunsOnce()
    {
        using var workers = new Workers(2);
        float[] a = [.. Enumerable.Repeat(1f, 200 * 200)], c = new float[200 * 200];
        MatrixProduct.MultiplyMany(1, MatrixOperand.RowMajor(a, 200, 200), 0, MatrixOperand.RowMajor(a, 200, 200), 0, c, 0, 200, accumulate: true, workers);
        Assert.All(c, value => Assert.Equal(200, value));
    }

    [Fact]
    public void Multiply_WrongSizes_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[4], 2, 2), new float[4], 2));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[6], 3, 2), new float[3], 2));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[6], 3, 2), new float[4], 1));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[6], 3, 2), new float[4], 2, bias: new float[3]));
        Assert.Throws<ArgumentException>(() => MatrixOperand.RowMajor(new float[5], 2, 3).Rows);
        Assert.Throws<ArgumentException>(() => MatrixOperand.RowMajor(new float[7], 2, 3, 5).Rows);
        Assert.Throws<ArgumentException>(() => MatrixOperand.Transposed(new float[9], 2, 3, 2).Rows);
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyMany(2, MatrixOperand.RowMajor(new float[12], 2, 3, 3), 7, MatrixOperand.RowMajor(new float[6], 3, 2), 0, new float[8], 4, 2));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyMany(2, MatrixOperand.RowMajor(new float[12], 2, 3, 3), 6, MatrixOperand.RowMajor(new float[6], 3, 2), 0, new float[7], 4, 2));
    }

    private sealed record Case(int Rows, int Inner, int Columns, bool LeftTransposed, bool RightTransposed, bool Accumulate, bool Bias, VectorPath Path, int Gap = 0, Activation Activation = Activation.None);

    private static void Compare(Case c, SeededGenerator generator)
    {
        int aStride = (c.LeftTransposed ? c.Rows : c.Inner) + c.Gap, bStride = (c.RightTransposed ? c.Inner : c.Columns) + c.Gap, cStride = c.Columns + c.Gap;
        float[] a = Random((c.LeftTransposed ? c.Inner : c.Rows) * aStride, generator), b = Random((c.RightTransposed ? c.Columns : c.Inner) * bStride, generator);
        float[] before = Random(c.Rows * cStride, generator), bias = c.Bias ? Random(c.Columns, generator) : [], after = [.. before];

        MatrixProduct.Run(c.LeftTransposed ? MatrixOperand.Transposed(a, c.Inner, c.Rows, aStride) : MatrixOperand.RowMajor(a, c.Rows, c.Inner, aStride),
            c.RightTransposed ? MatrixOperand.Transposed(b, c.Columns, c.Inner, bStride) : MatrixOperand.RowMajor(b, c.Inner, c.Columns, bStride),
            after, cStride, c.Accumulate, bias, c.Activation, null, c.Path);

        for (int row = 0; row < c.Rows; row++)
        {
            for (int column = 0; column < cStride; column++)
            {
                int index = (row * cStride) + column;
                if (column >= c.Columns)
                {
                    if (before[index] != after[index])
                        Assert.Fail($"{c}: the gap behind row {row} was written");
                    continue;
                }

                double expected = (c.Accumulate ? before[index] : 0) + (c.Bias ? bias[column] : 0);
                int left = c.LeftTransposed ? row : row * aStride, leftStep = c.LeftTransposed ? aStride : 1;
                int right = c.RightTransposed ? column * bStride : column, rightStep = c.RightTransposed ? 1 : bStride;
                for (int step = 0; step < c.Inner; step++, left += leftStep, right += rightStep)
                    expected += (double)a[left] * b[right];
                expected = c.Activation switch
                {
                    Activation.Relu => Math.Max(0, expected),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-expected)),
                    Activation.Tanh => Math.Tanh(expected),
                    _ => expected,
                };
                if (Math.Abs(expected - after[index]) > Tolerance(c.Inner))
                    Assert.Fail($"{c} at {row}, {column}: {expected} and {after[index]}");
            }
        }
    }

    private static float[] Random(int length, SeededGenerator generator)
    {
        var values = new float[length];
        for (int index = 0; index < length; index++)
            values[index] = (float)((2 * generator.NextDouble()) - 1);
        return values;
    }
}
