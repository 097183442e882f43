using Federated.Privacy.Noise;

namespace Federated.Privacy.Tests.Noise;

public sealed class AliasTableTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(3)]
    [InlineData(512)]
    public void Table_OfADiscreteGaussian_IsWithinTheStatedDistance(double deviation)
    {
        int reach = (int)Math.Ceiling(8.2 * deviation) + 1;
        double[] weights = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(k => DiscreteGaussianMoments.ProbabilityOf(deviation, k))];
        UInt128[] shares = new AliasTable(weights).Probabilities();
        Assert.Equal((UInt128)1 << 64, shares.Aggregate((UInt128)0, (sum, share) => sum + share));
        double outside = 2 * Enumerable.Range(reach + 1, (4 * reach) + 10).Sum(k => DiscreteGaussianMoments.ProbabilityOf(deviation, k));
        double distance = outside + (weights.Select((weight, i) => Math.Abs(weight - ((double)shares[i] / Math.ScaleB(1, 64)))).Sum() / 2);
        Assert.InRange(distance, 0, new DiscreteGaussian(deviation).Distance);
        Assert.True(new DiscreteGaussian(deviation).Distance < Math.ScaleB(1, -40));
    }

    [Fact]
    public void Table_AnyWeights_GivesEachItsShare_AndOthersNothing()
    {
        UInt128[] shares = new AliasTable([3, 0, 1, 0, 4]).Probabilities();
        Assert.Equal([3.0 / 8, 0, 1.0 / 8, 0, 4.0 / 8, 0, 0, 0], shares.Select(share => (double)share / Math.ScaleB(1, 64)));
    }

    [Fact]
    public void Choose_EveryFirstBitsOfAWord_ReachTheEntriesAsOftenAsTheyShould()
    {
        AliasTable table = new([1, 1, 2]);
        int[] counts = new int[4];
        for (ulong word = 0; word < 4096; word++)
            counts[table.Choose(word << 52)]++;
        Assert.Equal([1024, 1024, 2048, 0], counts);
    }
}
