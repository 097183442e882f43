using Federated.Learning.Randomness;
using Federated.Learning.Solvers;

namespace Federated.Learning.Tests.Solvers;

public sealed class DoubleProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 16, 5)]
    [InlineData(9, 17, 300)]
    [InlineData(70, 530, 257)]
    [InlineData(3, 40, 1)]
    public void Accumulate_AnySizes_IsTheSumOfProducts(int rows, int columns, int inner)
    {
        var generator = new SeededGenerator(1);
        double[] left = Random(generator, rows * inner), right = Random(generator, inner * columns), target = Random(generator, rows * columns), before = [.. target];
        DoubleProduct.Accumulate(left, right, target, rows, inner, columns);

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = before[(row * columns) + column];
                for (int k = 0; k < inner; k++)
                    sum += left[(row * inner) + k] * right[(k * columns) + column];
                Assert.Equal(sum, target[(row * columns) + column], 1e-11);
            }
        }
    }

    [Fact]
    public void Accumulate_SizesThatDoNotFit_IsRefused()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => DoubleProduct.Accumulate(new double[12], new double[8], new double[6], 3, 4, 3));

        Assert.Contains("3 × 4 by 4 × 3 was given 12, 8 and 6", fault.Message, StringComparison.Ordinal);
    }

    private static double[] Random(SeededGenerator generator, int length) => [.. Enumerable.Range(0, length).Select(_ => generator.NextDouble() - 0.5)];
}
