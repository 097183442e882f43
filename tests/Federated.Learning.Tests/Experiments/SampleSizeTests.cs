using Federated.Learning.Experiments;

namespace Federated.Learning.Tests.Experiments;

public sealed class SampleSizeTests
{
    [Fact]
    public void OfShares_FiveToSixPercent_IsTheTextbooks()
    {
        // (1.95996 + 0.84162)²·(0.05·0.95 + 0.06·0.94)/0.01², an arm.
        double arm = Math.Pow(1.959963984540054 + 0.8416212335729143, 2) * ((0.05 * 0.95) + (0.06 * 0.94)) / 1e-4;
        Assert.Equal(2 * arm, SampleSize.OfShares(0.05, 0.01).Fixed, 1.0);
        Assert.InRange(SampleSize.OfShares(0.05, 0.01).Sequential / arm, 2.5, 5);
    }

    [Fact]
    public void OfMeans_HalfTheDeviation_QuadruplesTheRows()
        => Assert.Equal(SampleSize.OfMeans(10, 1).Fixed, SampleSize.OfMeans(5, 1).Fixed * 4.0, 8.0);

    [Fact]
    public void OfShares_UnequalArms_NeedMore()
        => Assert.True(SampleSize.OfShares(0.2, 0.05, controlShare: 0.9).Fixed > SampleSize.OfShares(0.2, 0.05).Fixed);

    [Fact]
    public void OfShares_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OfShares(0.95, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OfShares(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OfShares(0.5, 0.1, power: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OfMeans(0, 1));
    }
}
