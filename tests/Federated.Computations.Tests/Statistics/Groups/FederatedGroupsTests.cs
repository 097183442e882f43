using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Groups;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.Groups;

public sealed class FederatedGroupsTests
{
    private static readonly FederatedGroups Computation = new();

    [Fact]
    public void Run_AnySplitOfAnyRows_GivesThePooledGroups()
    {
        Prop.ForAll(StatisticsTables.Nodes(), nodes =>
        {
            var plan = new GroupPlan(StatisticsTables.Columns, [new("plan", "region", "spend"), new("region", null, "age"), new("plan")], floor: 1);
            GroupState state = SimulatedRounds.Finish(Computation, GroupState.Begin(plan), [.. nodes.Select(StatisticsTables.Batch)]);

            StatisticsTables.Row[] rows = [.. nodes.SelectMany(part => part)];
            Assert.Equal([12, 3, 4], state.Tables.Select(table => table.Cells.Length));
            foreach (GroupCell cell in state.Tables[0].Cells)
                RequireGroup(cell, rows.Where(row => row.Plan == cell.First && row.Region == cell.Second).Select(row => Math.Clamp(row.Spend, -50, 50)));
            foreach (GroupCell cell in state.Tables[1].Cells)
                RequireGroup(cell, rows.Where(row => row.Region == cell.First).Select(row => row.Age));
            foreach (GroupCell cell in state.Tables[2].Cells)
                Assert.Equal((rows.Count(row => row.Plan == cell.First), double.NaN), (cell.Rows ?? -1, cell.Mean));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Run_SmallGroups_AreMergedAndTheirMeansToo()
    {
        StatisticsTables.Row Make(int plan, double age) => new(age, 0, plan, 0, null);
        StatisticsTables.Row[] rows = [.. Enumerable.Repeat(Make(0, 30), 8), .. Enumerable.Repeat(Make(1, 40), 3), .. Enumerable.Repeat(Make(2, 60), 6)];
        var plan = new GroupPlan(StatisticsTables.Columns, [new("plan", null, "age")]);
        GroupTable table = SimulatedRounds.Finish(Computation, GroupState.Begin(plan), [StatisticsTables.Batch(rows)]).Tables[0];

        Assert.Equal(2, table.Cells.Length);
        Assert.Equal(new GroupCell(0, -1, 8, 30, 0), table.Of(0)!.Value with { Mean = Math.Round(table.Of(0)!.Value.Mean, 9), StandardDeviation = Math.Round(table.Of(0)!.Value.StandardDeviation, 6) });
        Assert.Equal(((3 * 40) + (6 * 60)) / 9.0, table.Of(-1)!.Value.Mean, 1e-9);
        Assert.Null(table.Of(1));
    }

    [Fact]
    public void Run_FewerRowsThanTheFloor_ShowsNothing()
    {
        var plan = new GroupPlan(StatisticsTables.Columns, [new("plan", "region"), new("plan")]);
        GroupState state = SimulatedRounds.Finish(Computation, GroupState.Begin(plan), [StatisticsTables.Batch([new(20, 0, 0, 0, null), new(20, 0, 1, 1, null)])]);

        Assert.All(state.Tables, table => Assert.Empty(table.Cells));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var plan = new GroupPlan(StatisticsTables.Columns, [new("plan", "region", "spend"), new("region")], floor: 3);
        GroupState state = SimulatedRounds.Finish(Computation, GroupState.Begin(plan), [StatisticsTables.Batch([.. Enumerable.Range(0, 40).Select(row => new StatisticsTables.Row(30, row % 7 == 0 ? double.NaN : row, row % 4 - 1, row % 5 == 0 ? 1 : 0, null))])]);
        GroupState read = GroupSnapshot.Read(Safetensors.Read(Safetensors.Write(GroupSnapshot.Write(state))), plan);

        Assert.Contains(state.Tables[0].Cells, cell => cell.Rows is null);
        Assert.Equal(state.Tables.SelectMany(table => table.Cells), read.Tables.SelectMany(table => table.Cells));
        Assert.True(GroupSnapshot.Read(GroupSnapshot.Write(GroupState.Begin(plan)), plan).Tables.IsDefault);
    }

    [Theory]
    [InlineData(0, 3.0)]
    [InlineData(1, -2.0)]
    [InlineData(1, 2.0)]
    [InlineData(2, 4.0)]
    [InlineData(2, 8.5)]
    [InlineData(2, double.NaN)]
    [InlineData(3, 0.5)]
    [InlineData(4, 51.0)]
    [InlineData(5, -1.0)]
    [InlineData(6, 0.0)]
    public void Read_FigureThatNoTableHas_IsRefused(int index, double figure)
    {
        var plan = new GroupPlan(StatisticsTables.Columns, [new("plan", "region", "spend")]);
        ModelSnapshot snapshot = GroupSnapshot.Write(new GroupState(plan, [new GroupTable(plan.Queries[0], [new(0, 1, 9, 2.5, 1), new(1, 1, null, double.NaN, double.NaN)])]));

        Assert.Throws<ContributionException>(() => GroupSnapshot.Read(SnapshotDamage.Set(snapshot, "groups.0", index, figure), plan));
        Assert.Throws<ContributionException>(() => GroupSnapshot.Read(SnapshotDamage.Shorten(snapshot, "groups.0"), plan));
    }

    [Fact]
    public void Plan_OfColumnsThatThereAreNot_NamesThem()
    {
        string Refusal(GroupQuery query) => Assert.Throws<ArgumentException>(() => new GroupPlan(StatisticsTables.Columns, [query])).Message;

        Assert.Contains("'tariff'", Refusal(new("tariff")), StringComparison.Ordinal);
        Assert.Contains("'plan'", Refusal(new("plan", "plan")), StringComparison.Ordinal);
        Assert.Contains("no numeric column", Refusal(new("plan", null, "region")), StringComparison.Ordinal);
    }

    private static void RequireGroup(GroupCell cell, IEnumerable<double> cells)
    {
        double[] all = [.. cells], known = [.. all.Where(double.IsFinite)];
        Assert.Equal(all.Length, cell.Rows);
        Assert.Equal(known.Length == 0, double.IsNaN(cell.Mean));
        if (known.Length > 0)
        {
            Assert.Equal(known.Average(), cell.Mean, 1e-9);
            Assert.Equal(known.Average(value => Math.Pow(value - known.Average(), 2)), Math.Pow(cell.StandardDeviation, 2), 1e-8);
        }
    }
}
