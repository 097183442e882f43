using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

public sealed class ReductionTests
{
    /// <summary>Seeded training gave two results in one process: the sum's order followed the arrays' addresses.</summary>
    [Fact]
    public void Dot_SameNumbersAtOtherAddresses_IsBitIdentical()
    {
        float[] numbers = [.. Enumerable.Range(0, 300).Select(index => MathF.Sin(index) * 1e3f / (index + 1))];
        for (int length = 0; length <= 130; length++)
        {
            double expected = Reduction.Dot(numbers.AsSpan(0, length), numbers.AsSpan(130, length));
            for (int shift = 1; shift < 20; shift++)
            {
                float[] moved = [.. new float[shift], .. numbers.AsSpan(0, length)];
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(Reduction.Dot(moved.AsSpan(shift), numbers.AsSpan(130, length))));
            }
        }
    }

    [Fact]
    public void Sums_AnyLengthOnEveryPath_AreExactForSmallWholeNumbers()
    {
        foreach (int length in Enumerable.Range(0, 140).Concat([4095, 4096, 4097, 9001]))
        {
            float[] left = [.. Enumerable.Range(1, length).Select(i => (float)(i % 11))], right = [.. Enumerable.Range(1, length).Select(i => (float)(i % 7) - 3)];
            double sum = left.Sum(x => (double)x), product = left.Zip(right, (a, b) => (double)a * b).Sum();
            foreach (VectorPath path in VectorMathTests.Paths())
            {
                Assert.Equal(sum, Reduction.Run<PlainTerm>(left, left, path));
                Assert.Equal(product, Reduction.Run<ProductTerm>(left, right, path));
            }

            Assert.Equal(left.Sum(x => (double)x * x), Reduction.SumOfSquares(left));
        }
    }

    [Fact]
    public void SumOfSquares_AMillionValues_KeepsSixDigits()
    {
        float[] values = [.. Enumerable.Range(0, 1_000_000).Select(i => MathF.Sin(i))];
        double exact = values.Sum(x => (double)x * x);
        Assert.Equal(1, Reduction.SumOfSquares(values) / exact, 1e-6);
    }

    [Fact]
    public void Max_WhereverItStands_IsFound()
    {
        Assert.Equal(float.NegativeInfinity, Reduction.Max([]));
        Assert.Equal(2, Reduction.Max([float.NaN, 1, 2, float.NaN]));
        for (int length = 1; length < 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                var values = new float[length];
                values.AsSpan().Fill(-5);
                values[place] = -1;
                Assert.Equal(-1, Reduction.Max(values));
            }
        }
    }

    [Fact]
    public void ColumnSums_AnyShapeOnEveryPath_AreExactForSmallWholeNumbers()
    {
        foreach (VectorPath path in VectorMathTests.Paths())
        {
            foreach (int columns in new[] { 1, 3, 8, 16, 17, 40 })
            {
                for (int rows = 0; rows < 11; rows++)
                {
                    float[] values = [.. Enumerable.Range(0, rows * columns).Select(i => (float)(i % 13))], sums = [.. Enumerable.Range(0, columns).Select(i => (float)i)];
                    ColumnSums.Add(values, rows, columns, sums, path);
                    for (int column = 0; column < columns; column++)
                        Assert.Equal(column + Enumerable.Range(0, rows).Sum(row => values[(row * columns) + column]), sums[column]);
                }
            }
        }
    }

    [Fact]
    public void Sums_LengthsDiffer_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Reduction.Dot(new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => ColumnSums.Add(new float[6], 2, 3, new float[2]));
        Assert.Throws<ArgumentException>(() => ColumnSums.Add(new float[5], 2, 3, new float[3]));
    }
}
