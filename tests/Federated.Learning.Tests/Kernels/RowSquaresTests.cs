using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Kernels;

public sealed class RowSquaresTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 33)]
    [InlineData(16, 32)]
    [InlineData(100, 64)]
    public void AddProducts_AnyWidths_AgreeWithDoublePrecision(int left, int right)
    {
        const int rows = 5;
        var source = new SeededGenerator(3);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * source.NextDouble()) - 1))];
        float[] a = Draw(rows * left), b = Draw(rows * right), sums = [1, 2, 3, 4, 5];

        RowSquares.AddProducts(a, left, 0.5f, b, right, sums);

        for (int row = 0; row < rows; row++)
        {
            double first = a.Skip(row * left).Take(left).Sum(value => (double)value * value) + 0.5;
            double second = b.Skip(row * right).Take(right).Sum(value => (double)value * value);
            double expected = row + 1 + (first * second);
            Assert.Equal(expected, sums[row], 1e-5 * expected);
        }
    }

    [Fact]
    public void AddProducts_OtherLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RowSquares.AddProducts(new float[7], 2, 0, new float[3], 1, new float[3]));
        Assert.Throws<ArgumentException>(() => RowSquares.AddProducts(new float[6], 2, 0, new float[2], 1, new float[3]));
    }
}
