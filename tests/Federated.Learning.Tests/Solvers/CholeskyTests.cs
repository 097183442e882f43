using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;

namespace Federated.Learning.Tests.Solvers;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    [InlineData(200)]
    public void Of_PositiveDefiniteMatrix_FactorSolvesAndInverts(int size)
    {
        double[] matrix = PositiveDefinite(size);
        Cholesky factor = Cholesky.Of(matrix, size);
        double[] inverse = factor.Inverse(), right = [.. Enumerable.Range(0, size).Select(row => Math.Sin(row))], solution = factor.Solve(right);
        for (int row = 0; row < size; row++)
        {
            double image = 0;
            for (int column = 0; column < size; column++)
            {
                double squared = 0, product = 0;
                for (int inner = 0; inner < size; inner++)
                {
                    squared += factor.Factor[(row * size) + inner] * factor.Factor[(column * size) + inner];
                    product += matrix[(row * size) + inner] * inverse[(inner * size) + column];
                }

                Assert.Equal(matrix[(row * size) + column], squared, 1e-9);
                Assert.Equal(row == column ? 1 : 0, product, 1e-9);
                image += matrix[(row * size) + column] * solution[column];
            }

            Assert.Equal(right[row], image, 1e-10);
        }
    }

    [Fact]
    public void LogDeterminant_OfADiagonal_IsTheSumOfLogarithms()
        => Assert.Equal(Math.Log(2 * 5 * 0.5), Cholesky.Of([2, 0, 0, 0, 5, 0, 0, 0, 0.5], 3).LogDeterminant, 1e-14);

    [Fact]
    public void Inverse_AnyNumberOfThreads_IsTheSameToTheBit()
    {
        const int Size = 333;
        double[] matrix = PositiveDefinite(Size);
        using var workers = new Workers(3);

        Assert.Equal(Cholesky.Of(matrix, Size).Inverse(), Cholesky.Of(matrix, Size, workers).Inverse(workers));
    }

    [Fact]
    public void Of_ColumnThatRepeatsAnother_IsNamed()
    {
        NotPositiveDefiniteException fault = Assert.Throws<NotPositiveDefiniteException>(() => Cholesky.Of([2, 1, 2, 1, 3, 1, 2, 1, 2], 3));

        Assert.Equal(2, fault.Row);
        Assert.Contains("raise the penalty", fault.Message, StringComparison.Ordinal);
        Assert.Throws<NotPositiveDefiniteException>(() => Cholesky.Of([double.NaN], 1));
    }

    [Fact]
    public void Solve_HilbertMatrix_LeavesAResidualOfRounding()
    {
        const int Size = 8;
        double[] hilbert = [.. Enumerable.Range(0, Size * Size).Select(index => 1.0 / (1 + (index / Size) + (index % Size)))];
        double[] solution = Cholesky.Of(hilbert, Size).Solve([1, 1, 1, 1, 1, 1, 1, 1]);
        double[] exact = [-8, 504, -7560, 46200, -138600, 216216, -168168, 51480];

        Assert.All(exact.Zip(solution), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5));
    }

    [Fact]
    public void Of_ValuesThatDoNotFillTheMatrix_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Cholesky.Of(new double[5], 2));
        Assert.Throws<ArgumentException>(() => Cholesky.Of([1], 1).Solve([1, 2]));
    }

    private static double[] PositiveDefinite(int size)
    {
        var generator = new SeededGenerator(5);
        var matrix = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
                matrix[(row * size) + column] = matrix[(column * size) + row] = generator.NextDouble() - 0.5;
            matrix[(row * size) + row] = size / 3.0 + 1;
        }

        return matrix;
    }
}
