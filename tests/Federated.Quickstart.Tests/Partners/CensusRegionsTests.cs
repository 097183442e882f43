using Federated.Samples.Quickstart.Partners;

namespace Federated.Quickstart.Tests.Partners;

public class CensusRegionsTests
{
    [Theory]
    [InlineData("NY", "northeast")]
    [InlineData("MO", "midwest")]
    [InlineData("DC", "south")]
    [InlineData("DE", "south")]
    [InlineData("HI", "west")]
    [InlineData("PR", "")]
    [InlineData("ny", "")]
    public void Of_AState_IsItsRegion(string state, string region) => Assert.Equal(region, CensusRegions.Of(state));
}
