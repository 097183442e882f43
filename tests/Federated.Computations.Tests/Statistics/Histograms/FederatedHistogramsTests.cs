using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Histograms;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.Histograms;

public sealed class FederatedHistogramsTests
{
    private static readonly FederatedHistograms Computation = new();
    private static readonly NumericColumn Column = new("x", 0, 5);

    [Fact]
    public void Run_AnySplitOfAnyRows_CountsThePooledRows()
    {
        Prop.ForAll(StatisticsTables.Nodes(), nodes =>
        {
            var plan = new HistogramPlan(StatisticsTables.Columns, [[30, 45.5, 80], []], floor: 1);
            HistogramState state = SimulatedRounds.Finish(Computation, HistogramState.Begin(plan), [.. nodes.Select(StatisticsTables.Batch)]);

            double[] known = StatisticsTables.Known(nodes.SelectMany(rows => rows).Select(row => row.Age), plan.Columns.Numeric[0]);
            Assert.Empty(state.Bins[1]);
            Assert.Equal(
                [(18, 30, known.Count(x => x < 30)), (30, 45.5, known.Count(x => x is >= 30 and < 45.5)), (45.5, 80, known.Count(x => x is >= 45.5 and < 80)), (80, 100, known.Count(x => x >= 80))],
                state.Bins[0].Select(bin => (bin.Lower, bin.Upper, (int)bin.Count)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Apply_AnyCounts_ShowsNoneBelowTheFloorAndLosesNone()
    {
        Prop.ForAll(Gen.Choose(0, 9).ListOf(5).ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (counts, floor) =>
        {
            HistogramBin[] bins = [.. IntervalFloor.Apply(Column, [1, 2, 3, 4], [.. counts.Select(count => (long)count)], floor)];

            Assert.All(bins, bin => Assert.True(bin.Count == 0 || bin.Count >= floor));
            Assert.True(bins.Length > 0 || (counts.Sum() > 0 && counts.Sum() < floor));
            Assert.True(bins.Length == 0 || bins.Sum(bin => bin.Count) == counts.Sum());
            foreach (HistogramBin bin in bins)
                Assert.Equal(bin.Count, counts.Skip((int)bin.Lower).Take((int)(bin.Upper - bin.Lower)).Sum());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Apply_SmallBinAtTheEnd_TakesTheBinBeforeAlong()
        => Assert.Equal([new HistogramBin(0, 1, 8), new HistogramBin(1, 5, 9)], IntervalFloor.Apply(Column, [1, 2, 3, 4], [8, 7, 0, 0, 2], 5).ToArray());

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var plan = new HistogramPlan(new TableColumns([Column, new NumericColumn("y", 0, 1)], []), [[1, 2], []]);
        var counted = new HistogramState(plan, [[new(0, 2, 9), new(2, 5, 0)], []]);

        Assert.Equal(counted.Bins[0], HistogramSnapshot.Read(Safetensors.Read(Safetensors.Write(HistogramSnapshot.Write(counted))), plan).Bins[0].AsEnumerable());
        Assert.True(HistogramSnapshot.Read(HistogramSnapshot.Write(HistogramState.Begin(plan)), plan).Bins.IsDefault);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1.5)]
    [InlineData(1, double.NaN)]
    [InlineData(2, 4.0)]
    [InlineData(2, 8.5)]
    [InlineData(2, -1.0)]
    [InlineData(3, 1.0)]
    [InlineData(4, 4.0)]
    public void Read_FigureThatNoHistogramHas_IsRefused(int index, double figure)
    {
        var plan = new HistogramPlan(new TableColumns([Column], []), [[1, 2]]);
        ModelSnapshot snapshot = HistogramSnapshot.Write(new HistogramState(plan, [[new(0, 2, 9), new(2, 5, 0)]]));

        Assert.Throws<ContributionException>(() => HistogramSnapshot.Read(SnapshotDamage.Set(snapshot, "histogram.0", index, figure), plan));
        Assert.Throws<ContributionException>(() => HistogramSnapshot.Read(SnapshotDamage.Shorten(snapshot, "histogram.0"), plan));
    }

    [Fact]
    public void Plan_EdgesThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new HistogramPlan(new TableColumns([Column], []), []));
        Assert.Throws<ArgumentException>(() => new HistogramPlan(new TableColumns([Column], []), [[2, 1]]));
        Assert.Throws<ArgumentException>(() => new HistogramPlan(new TableColumns([Column], []), [[0]]));
        Assert.Throws<ArgumentException>(() => new HistogramPlan(new TableColumns([Column], []), [[double.NaN]]));
    }
}
