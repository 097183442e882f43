using Federated.Computations.Robust;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Robust;

public sealed class RobustMeanTests
{
    [Fact]
    public void Median_OddAndEven_IsTheMiddleOrTheMeanOfTheTwoInTheMiddle()
    {
        Assert.Equal([3.0, 0.0], RobustMean.Of(RobustRule.Median, [[1, 0], [900, -5], [3, 0], [2, 7], [4, 0]], 1));
        Assert.Equal([2.5], RobustMean.Of(RobustRule.Median, [[1], [2], [3], [1e9]], 0));
    }

    [Fact]
    public void TrimmedMean_FEachSide_IsTheMeanOfTheRest()
        => Assert.Equal([3.0, 2.0], RobustMean.Of(RobustRule.TrimmedMean, [[1e9, 2], [2, 2], [3, -1e9], [4, 2], [-1e9, 2]], 1));

    [Fact]
    public void TrimmedMean_NoneBad_IsTheMean()
        => Assert.Equal([4.0], RobustMean.Of(RobustRule.TrimmedMean, [[1], [2], [9]], 0));

    [Fact]
    public void GeometricMedian_OfASquareAndItsCentre_IsTheCentre()
    {
        double[] median = RobustMean.Of(RobustRule.GeometricMedian, [[5, 5], [5, 7], [7, 5], [7, 7], [6, 6]], 1);

        Assert.All(median, value => Assert.Equal(6, value, 1e-9));
    }

    [Fact]
    public void GeometricMedian_OfOnePointManyTimes_IsThatPoint()
        => Assert.Equal([0.0, 0.0], RobustMean.Of(RobustRule.GeometricMedian, [[0, 0], [0, 0], [0, 0]], 0));

    [Theory]
    [InlineData(RobustRule.Median)]
    [InlineData(RobustRule.TrimmedMean)]
    [InlineData(RobustRule.GeometricMedian)]
    public void Of_FewerThanTwoFAndThreeGroups_IsRefused(RobustRule rule)
    {
        double[][] six = [[1], [2], [3], [4], [5], [6]];

        string words = Assert.Throws<ContributionException>(() => RobustMean.Of(rule, six, 2)).Message;
        Assert.Contains("at least 7", words, StringComparison.Ordinal);
        Assert.Single(RobustMean.Of(rule, [.. six, [7.0]], 2));
    }

    [Fact]
    public void Of_MeansOfDifferentLengthsOrNotFinite_IsRefused()
    {
        Assert.Throws<ContributionException>(() => RobustMean.Of(RobustRule.Median, [[1], [2], [3, 4]], 0));
        Assert.Throws<ContributionException>(() => RobustMean.Of(RobustRule.Median, [[1], [2], [double.NaN]], 0));
    }

    [Fact]
    public void MedianAndTrimmedMean_FBadOnesAnywhere_StayWithinTheGoodOnes()
    {
        Gen<(int[] Good, int[] Bad)> cases =
            from byzantine in Gen.Choose(0, 4)
            from good in Gen.ArrayOf(Gen.Choose(-50, 50), byzantine + 3)
            from bad in Gen.ArrayOf(Gen.Choose(-1_000_000, 1_000_000), byzantine)
            select (good, bad);
        Prop.ForAll(cases.ToArbitrary(), groups =>
        {
            double[][] all = [.. groups.Bad.Concat(groups.Good).Select(value => new double[] { value })];
            return new[] { RobustRule.Median, RobustRule.TrimmedMean }.All(rule =>
            {
                double result = RobustMean.Of(rule, all, groups.Bad.Length)[0];
                return result >= groups.Good.Min() && result <= groups.Good.Max();
            });
        }).QuickCheckThrowOnFailure();
    }
}
