using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

public class DotProductTests
{
    /// <summary>Seeded training gave two results in one process: the sum's order followed the arrays' addresses.</summary>
    [Fact]
    public void Of_SameNumbersAtOtherAddresses_IsBitIdentical()
    {
        var numbers = new float[300];
        for (int index = 0; index < numbers.Length; index++)
            numbers[index] = MathF.Sin(index) * 1e3f / (index + 1);
        for (int length = 0; length <= 130; length++)
        {
            float expected = DotProduct.Of(numbers.AsSpan(0, length), numbers.AsSpan(130, length));
            for (int shift = 1; shift < 20; shift++)
            {
                var moved = new float[length + shift];
                numbers.AsSpan(0, length).CopyTo(moved.AsSpan(shift));
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(DotProduct.Of(moved.AsSpan(shift), numbers.AsSpan(130, length))));
            }
        }
    }

    [Fact]
    public void Of_AnyLength_IsTheSumOfProducts()
    {
        for (int length = 0; length <= 70; length++)
        {
            float[] left = [.. Enumerable.Range(1, length).Select(i => (float)i)], right = [.. Enumerable.Range(1, length).Select(i => (float)(i % 7))];
            Assert.Equal(left.Zip(right, (a, b) => (double)a * b).Sum(), DotProduct.Of(left, right));
        }
    }
}
