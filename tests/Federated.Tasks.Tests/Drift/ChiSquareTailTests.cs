using Federated.Tasks.Drift;

namespace Federated.Tasks.Tests.Drift;

public sealed class ChiSquareTailTests
{
    // scipy.stats.chi2.sf(value, freedom)
    [Theory]
    [InlineData(3.84, 1, 0.05004352124870519)]
    [InlineData(5.0, 2, 0.0820849986238988)]
    [InlineData(10.0, 3, 0.01856613546304325)]
    [InlineData(20.5, 9, 0.015065373645983756)]
    [InlineData(0.1, 7, 0.9999976885812014)]
    [InlineData(40.0, 10, 1.694474393006737e-05)]
    [InlineData(1050.0, 1000, 0.13247405682147703)]
    [InlineData(66.0, 1, 4.509229801533842e-16)]
    public void Of_KnownValues_AreScipys(double value, int freedom, double expected) => Assert.Equal(expected, ChiSquareTail.Of(value, freedom), 1e-11);

    [Fact]
    public void Of_NothingAndVeryMuch_AreOneAndNone()
    {
        Assert.Equal(1, ChiSquareTail.Of(0, 3));
        Assert.Equal(0, ChiSquareTail.Of(1e6, 3));
        Assert.Equal(0, ChiSquareTail.Of(1e6, 4));
    }
}
