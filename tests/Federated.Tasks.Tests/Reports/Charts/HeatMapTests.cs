using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Reports.Charts;

public class HeatMapTests
{
    [Theory]
    [InlineData(1, "p5")]
    [InlineData(0.95, "p5")]
    [InlineData(0.04, "p0")]
    [InlineData(-0.04, "p0")]
    [InlineData(-0.5, "m2")]
    [InlineData(-3, "m5")]
    public void Class_Value_IsItsStep(double value, string expected) => Assert.Equal(expected, HeatMap.Class(value));
}
