using Federated.Learning.Experiments;
using Federated.Learning.Randomness;

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

    // Rows of both arms, as statsmodels' NormalIndPower().solve_power gives them for one arm: 62.7910, 525.3712 and 1570 of standardised effects 0.5, 0.2 and 0.1.
    [Theory]
    [InlineData(0.5, 0.8, 126)]
    [InlineData(0.2, 0.9, 1051)]
    [InlineData(0.1, 0.8, 3140)]
    public void OfMeans_KnownPower_IsThatOfTheTables(double effect, double power, long rows) => Assert.Equal(rows, SampleSize.OfMeans(1, effect, power: power).Fixed);

    [Theory]
    [InlineData(0.5, 0.8)]
    [InlineData(0.3, 0.9)]
    public void OfMeans_SimulatedExperiments_FindTheEffectAsOftenAsAsked(double effect, double power)
    {
        SampleSize size = SampleSize.OfMeans(1, effect, power: power);
        double error = 2 / Math.Sqrt(size.Fixed), reach = MixtureInterval.HalfWidth(4.0 / size.Sequential, effect, 0.05), late = 2 / Math.Sqrt(size.Sequential);
        var generator = new SeededGenerator(11);
        const int tests = 4000;
        int once = 0, sequentially = 0;
        for (int test = 0; test < tests; test++)
        {
            double normal = NormalDistribution.Quantile(Math.Clamp(generator.NextDouble(), 1e-12, 1 - 1e-12));
            once += effect + (normal * error) > 1.959963984540054 * error ? 1 : 0;
            sequentially += effect + (normal * late) > reach ? 1 : 0;
        }

        // Three standard errors of a share of 4,000.
        Assert.Equal(power, (double)once / tests, 0.02);
        Assert.Equal(power, (double)sequentially / tests, 0.02);
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
