using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Trees;

public sealed class RowHashTests
{
    [Fact]
    public void Of_AnyKey_IsTheCubicModuloThePrime()
    {
        var hash = new RowHash(3, 4);
        foreach (int key in new[] { 0, 1, 2, 12_345, RowHash.Modulus - 1 })
        {
            System.Numerics.BigInteger value = 0;
            foreach (long coefficient in hash.Coefficients)
                value = (value * key) + coefficient;

            Assert.Equal((int)(value % RowHash.Modulus), hash.Of(key));
        }
    }

    [Fact]
    public void Of_SuccessiveKeys_IsSpreadEvenlyAndNotTheSameForAnotherStream()
    {
        const int Keys = 100_000, Cells = 50;
        RowHash hash = new(1, 0), other = new(1, 1);
        int[] cells = new int[Cells], pairs = new int[4];
        for (int key = 0; key < Keys; key++)
        {
            cells[(int)((long)hash.Of(key) * Cells / RowHash.Modulus)]++;
            pairs[(hash.Of(key) < RowHash.Modulus / 2 ? 0 : 1) + (other.Of(key) < RowHash.Modulus / 2 ? 0 : 2)]++;
        }

        // Within 5 standard deviations of a binomial count.
        Assert.All(cells, count => Assert.InRange(count, 2_000 - (5 * 45), 2_000 + (5 * 45)));
        Assert.All(pairs, count => Assert.InRange(count, 25_000 - (5 * 137), 25_000 + (5 * 137)));
    }

    [Fact]
    public void Bootstrap_ManyRows_DrawsLikePoisson()
    {
        RowDraws draws = RowDraws.Bootstrap(new RowHash(5, 6));
        var counts = new int[draws.Most + 1];
        for (int key = 0; key < 100_000; key++)
            counts[draws.Of(key)]++;

        double probability = Math.Exp(-1);
        for (int times = 0; times < 5; probability /= ++times)
            Assert.Equal(probability, counts[times] / 1e5, 5 * Math.Sqrt(probability / 1e5));
        Assert.Equal(1, counts.Select((count, times) => count * times / 1e5).Sum(), 0.02);
    }

    [Fact]
    public void Share_ManyRows_DrawsThatShareOnce()
    {
        RowDraws draws = RowDraws.Share(0.3, new RowHash(5, 6));

        Assert.Equal(0.3, Enumerable.Range(0, 100_000).Average(draws.Of), 0.01);
        Assert.Equal(1, draws.Most);
        Assert.Same(RowDraws.Once, RowDraws.Share(1, new RowHash(5, 6)));
        Assert.Equal(1, RowDraws.Once.Of(RowHash.Modulus - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowDraws.Share(1.1, new RowHash(5, 6)));
    }
}
