using Federated.Learning.Experiments;

namespace Federated.Learning.Tests.Experiments;

public sealed class NormalDistributionTests
{
    // From scipy 1.10: norm.cdf.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(-3.999, 3.180534005420198e-05)]
    [InlineData(-5, 2.866515718791933e-07)]
    [InlineData(-10, 7.619853024160469e-24)]
    public void Cumulative_KnownValues_Agree(double z, double expected)
    {
        Assert.Equal(1, NormalDistribution.Cumulative(z) / expected, 1e-11);
        Assert.Equal(1 - expected, NormalDistribution.Cumulative(-z), 1e-12);
    }

    [Fact]
    public void Cumulative_WhereSeriesAndFractionMeet_IsContinuous()
        => Assert.Equal(NormalDistribution.Cumulative(-4 + 1e-9), NormalDistribution.Cumulative(-4 - 1e-9), 1e-12);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.8, 0.8416212335729143)]
    [InlineData(1e-10, -6.361340902404056)]
    public void Quantile_KnownValues_Agree(double probability, double expected) => Assert.Equal(expected, NormalDistribution.Quantile(probability), 1e-10);

    [Fact]
    public void Quantile_OutOfRange_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(1));
}
