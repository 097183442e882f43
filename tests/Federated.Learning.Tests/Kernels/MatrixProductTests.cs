using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Kernels;

public sealed class MatrixProductTests
{
    [Fact]
    public void Multiply_EveryEdgeOfTheBlocks_AgreesWithThreeLoops()
    {
        var generator = new SeededGenerator(3);
        foreach (int rows in new[] { 1, 3, 4, 5, 9 })
        {
            foreach (int inner in new[] { 1, 2, 17 })
            {
                foreach (int columns in new[] { 1, 7, 8, 15, 16, 17, 24, 33, 64 })
                {
                    Compare(rows, inner, columns, transposed: false, generator);
                    Compare(rows, inner, columns, transposed: true, generator);
                }
            }
        }
    }

    [Fact]
    public void Multiply_WrongSizes_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[4], 2, 2), new float[4], 2));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(MatrixOperand.RowMajor(new float[6], 2, 3), MatrixOperand.RowMajor(new float[6], 3, 2), new float[3], 2));
        Assert.Throws<ArgumentException>(() => MatrixOperand.RowMajor(new float[5], 2, 3).Rows);
    }

    private static void Compare(int rows, int inner, int columns, bool transposed, SeededGenerator generator)
    {
        float[] a = Random(rows * inner, generator), b = Random(inner * columns, generator), c = Random(rows * columns, generator);
        var expected = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                expected[(row * columns) + column] = c[(row * columns) + column];
                for (int step = 0; step < inner; step++)
                    expected[(row * columns) + column] += (double)a[transposed ? (step * rows) + row : (row * inner) + step] * b[(step * columns) + column];
            }
        }

        MatrixProduct.Multiply(transposed ? MatrixOperand.Transposed(a, inner, rows) : MatrixOperand.RowMajor(a, rows, inner), MatrixOperand.RowMajor(b, inner, columns), c, columns, accumulate: true);

        for (int index = 0; index < c.Length; index++)
            Assert.Equal(expected[index], c[index], 1e-5);
    }

    private static float[] Random(int length, SeededGenerator generator)
        => [.. Enumerable.Range(0, length).Select(_ => (float)((2 * generator.NextDouble()) - 1))];
}
