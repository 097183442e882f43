using Federated.Computations.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics;

public sealed class CountFloorTests
{
    [Fact]
    public void Apply_SmallCount_MovesToOther()
    {
        CategoryStatistics statistics = CountFloor.Apply("plan", [20, 3, 0, 9], rows: 42, floor: 5);

        Assert.Equal(new long?[] { 20L, null, 0L, 9L }, statistics.Counts.ToArray());
        Assert.Equal(13, statistics.Other);
    }

    [Fact]
    public void Apply_OneSmallCountAndNoOther_TakesTheNextSmallestAlong()
    {
        CategoryStatistics statistics = CountFloor.Apply("plan", [20, 3, 9], rows: 32, floor: 5);

        Assert.Equal(new long?[] { 20L, null, null }, statistics.Counts.ToArray());
        Assert.Equal(12, statistics.Other);
    }

    [Fact]
    public void Apply_FewerRowsThanTheFloor_ReportsNothingButTheRest()
    {
        CategoryStatistics statistics = CountFloor.Apply("plan", [2, 1], rows: 3, floor: 5);

        Assert.Equal(new long?[] { null, null }, statistics.Counts.ToArray());
        Assert.Equal(3, statistics.Other);
    }

    [Fact]
    public void Apply_AnyCounts_ReportsNoneBelowTheFloorAndLosesNoRow()
    {
        Gen<(int[] Counts, int Undeclared)> cases = Gen.Choose(0, 12).ArrayOf().Zip(Gen.Choose(0, 6));
        Prop.ForAll(cases.ToArbitrary(), table =>
        {
            long rows = table.Counts.Sum() + table.Undeclared;
            CategoryStatistics statistics = CountFloor.Apply("c", [.. table.Counts.Select(count => (long)count)], rows, floor: 5);

            Assert.Equal(rows, statistics.Other + statistics.Counts.Sum(count => count ?? 0));
            Assert.All(statistics.Counts, count => Assert.True(count is null or 0 or >= 5));
            Assert.True(statistics.Other is 0 or >= 5 || rows < 5 || statistics.Counts.All(count => count is null or 0));
        }).QuickCheckThrowOnFailure();
    }
}
