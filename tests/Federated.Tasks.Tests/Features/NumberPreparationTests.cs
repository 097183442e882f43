using Federated.Tasks.Features;

namespace Federated.Tasks.Tests.Features;

public sealed class NumberPreparationTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 4)]
    [InlineData(9, 8)]
    [InlineData(double.NaN, 5)]
    public void Apply_Clipped_StaysBetweenTheEnds(double value, double expected) => Assert.Equal(expected, new NumberPreparation("x", Origin: null, Low: 2, High: 8, Imputed: 5).Apply(value));

    [Fact]
    public void Apply_Logarithm_IsTakenBeforeClipping() =>
        Assert.Equal([0, Math.Log(4), 2], new[] { 10.0, 13, 1000 }.Select(value => new NumberPreparation("x", Origin: 10, double.NegativeInfinity, High: 2, Imputed: 1).Apply(value)));
}
