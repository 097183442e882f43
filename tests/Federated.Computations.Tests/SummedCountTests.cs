namespace Federated.Computations.Tests;

public sealed class SummedCountTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7.2, 7)]
    [InlineData(9.8, 10)]
    [InlineData(-0.2, 0)]
    public void Of_NearACount_IsTheCount(double sum, long count) => Assert.Equal(count, SummedCount.Of([99, sum], 1, 10));

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(7.3)]
    [InlineData(double.NaN)]
    public void Of_WhatNoRowsAddUpTo_IsRefused(double sum)
    {
        var fault = Assert.Throws<ContributionException>(() => SummedCount.Of([99, sum], 1, 10));
        Assert.StartsWith("Value 1 of the sum should be a count from 0 to 10", fault.Message, StringComparison.Ordinal);
    }
}
