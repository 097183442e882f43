namespace Federated.Computations.Tests;

public sealed class RowBoundsTests
{
    [Fact]
    public void Require_ValuesAtTheBound_Pass() => RowBounds.Require([-10, 0, 10, 3], 10, columns: 2, batch: 0);

    [Theory]
    [InlineData(10.1f)]
    [InlineData(-10.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Require_ValueBeyondTheBoundOrNone_IsRefusedWithItsPlace(float value)
    {
        var fault = Assert.Throws<ContributionException>(() => RowBounds.Require([1, 2, 3, value, 5, 6], 10, columns: 2, batch: 4));
        Assert.StartsWith("Batch 4, row 1: feature column 1 is", fault.Message, StringComparison.Ordinal);
    }
}
