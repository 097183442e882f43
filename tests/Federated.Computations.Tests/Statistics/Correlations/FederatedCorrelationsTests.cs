using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Correlations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.Correlations;

public sealed class FederatedCorrelationsTests
{
    private static readonly FederatedCorrelations Computation = new();

    [Fact]
    public void Run_AnySplitOfAnyRows_IsPearsonsOfThePooledRows()
    {
        Prop.ForAll(StatisticsTables.Nodes(), nodes =>
        {
            var plan = CorrelationPlan.Pearson(StatisticsTables.Columns, floor: 2);
            CorrelationState state = SimulatedRounds.Finish(Computation, CorrelationState.Begin(plan), [.. nodes.Select(StatisticsTables.Batch)]);

            RequireEqual(Pearson(Pairs(nodes, plan.Columns)), state.Of(1, 0), 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Run_EveryValueInACellOfItsOwn_IsSpearmansOfThePooledRows()
    {
        Gen<(double X, double Y)[]> part = Gen.Choose(0, 9).Zip(Gen.Choose(0, 4)).Select(pair => ((double)pair.Item1, (double)(pair.Item2 + (pair.Item1 / 3)))).ArrayOf();
        Prop.ForAll(part.NonEmptyListOf().ToArbitrary(), parts =>
        {
            var columns = new TableColumns([new NumericColumn("x", -1, 20), new NumericColumn("y", -1, 20)], []);
            var plan = CorrelationPlan.Spearman(columns, Enumerable.Repeat<System.Collections.Immutable.ImmutableArray<double>>([.. Enumerable.Range(0, 10).Select(edge => edge - 0.5)], 2), floor: 2);
            ColumnBatch[] nodes = [.. parts.Select(rows => new ColumnBatch(columns, rows.Length, [rows.Select(row => row.X).ToArray(), rows.Select(row => row.Y).ToArray()], []))];
            CorrelationState state = SimulatedRounds.Finish(Computation, CorrelationState.Begin(plan), nodes);

            (double X, double Y)[] rows = [.. parts.SelectMany(each => each)];
            RequireEqual(Pearson([.. MidRanks([.. rows.Select(row => row.X)]).Zip(MidRanks([.. rows.Select(row => row.Y)]))]), state.Of(0, 1), 1e-9);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Run_RanksByThirtyTwoCells_IsNearSpearmans()
    {
        var generator = new SeededGenerator(11);
        (double X, double Y)[] rows = [.. Enumerable.Range(0, 4000).Select(_ =>
        {
            double x = generator.NextDouble();
            return (x * x * x, x + generator.NextDouble());
        })];
        var columns = new TableColumns([new NumericColumn("x", 0, 1), new NumericColumn("y", 0, 2)], []);
        double[] xs = [.. rows.Select(row => row.X).Order()], ys = [.. rows.Select(row => row.Y).Order()];
        var plan = CorrelationPlan.Spearman(columns, [[.. Enumerable.Range(1, 31).Select(cut => xs[cut * 125])], [.. Enumerable.Range(1, 31).Select(cut => ys[cut * 125])]]);
        var node = new ColumnBatch(columns, rows.Length, [rows.Select(row => row.X).ToArray(), rows.Select(row => row.Y).ToArray()], []);
        CorrelationState state = SimulatedRounds.Finish(Computation, CorrelationState.Begin(plan), [node]);

        Assert.Equal(Pearson([.. MidRanks([.. rows.Select(row => row.X)]).Zip(MidRanks([.. rows.Select(row => row.Y)]))]), state.Of(0, 1), 1e-3);
    }

    [Fact]
    public void Run_ColumnThatDoesNotVaryOrTooFewRows_IsNotKnown()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 1), new NumericColumn("y", 0, 1), new NumericColumn("z", 0, 1)], []);
        var node = new ColumnBatch(columns, 6, [new[] { 0.3, 0.3, 0.3, 0.3, 0.3, 0.3 }, new[] { 0, 0.1, 0.2, 0.3, 0.4, double.NaN }, new[] { 0, 0.1, 0.2, 0.3, double.NaN, 1 }], []);
        CorrelationState state = SimulatedRounds.Finish(Computation, CorrelationState.Begin(CorrelationPlan.Pearson(columns, floor: 5)), [node]);

        Assert.Equal(double.NaN, state.Of(0, 1));
        Assert.Equal(double.NaN, state.Of(1, 2));
        Assert.Equal(1, state.Of(2, 2));
        Assert.Throws<InvalidOperationException>(() => CorrelationState.Begin(state.Plan).Of(0, 1));
    }

    [Fact]
    public void Of_EveryPair_IsTheOneComputed()
    {
        var columns = new TableColumns([.. Enumerable.Range(0, 5).Select(index => new NumericColumn($"x{index}", 0, 1))], []);
        var plan = CorrelationPlan.Pearson(columns);
        var state = new CorrelationState(plan, [.. FederatedCorrelations.Pairs(plan).Select(pair => (pair.First + (10 * pair.Second)) / 100.0)]);

        foreach ((int first, int second) in FederatedCorrelations.Pairs(plan))
            Assert.Equal((first + (10 * second)) / 100.0, state.Of(second, first));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame_AndNothingElseIs()
    {
        var plan = CorrelationPlan.Pearson(StatisticsTables.Columns);
        foreach (double coefficient in new[] { -1, 0.25, double.NaN })
            Assert.Equal(coefficient, CorrelationSnapshot.Read(Safetensors.Read(Safetensors.Write(CorrelationSnapshot.Write(new CorrelationState(plan, [coefficient])))), plan).Of(0, 1));
        Assert.True(CorrelationSnapshot.Read(CorrelationSnapshot.Write(CorrelationState.Begin(plan)), plan).Coefficients.IsDefault);

        ModelSnapshot snapshot = CorrelationSnapshot.Write(new CorrelationState(plan, [0.5]));
        foreach (double figure in new[] { 1.5, -1.01, double.NaN, 3 })
            Assert.Throws<ContributionException>(() => CorrelationSnapshot.Read(SnapshotDamage.Set(snapshot, "coefficients", 0, figure), plan));
        Assert.Throws<ContributionException>(() => CorrelationSnapshot.Read(SnapshotDamage.Shorten(snapshot, "coefficients"), plan));
    }

    private static (double, double)[] Pairs(StatisticsTables.Row[][] nodes, TableColumns columns) =>
    [
        .. nodes.SelectMany(rows => rows).Where(row => double.IsFinite(row.Age) && double.IsFinite(row.Spend))
            .Select(row => (row.Age, Math.Clamp(row.Spend, columns.Numeric[1].Minimum, columns.Numeric[1].Maximum))),
    ];

    private static double Pearson((double X, double Y)[] rows)
    {
        if (rows.Length < 2)
            return double.NaN;
        double meanX = rows.Average(row => row.X), meanY = rows.Average(row => row.Y);
        double spreadX = rows.Sum(row => (row.X - meanX) * (row.X - meanX)), spreadY = rows.Sum(row => (row.Y - meanY) * (row.Y - meanY));
        return spreadX < 1e-9 || spreadY < 1e-9 ? double.NaN : rows.Sum(row => (row.X - meanX) * (row.Y - meanY)) / Math.Sqrt(spreadX * spreadY);
    }

    private static double[] MidRanks(double[] values)
    {
        double[] sorted = [.. values.Order()];
        Dictionary<double, double> ranks = sorted.Select((value, place) => (value, place)).GroupBy(pair => pair.value).ToDictionary(ties => ties.Key, ties => ties.Average(pair => pair.place));
        return [.. values.Select(value => ranks[value])];
    }

    private static void RequireEqual(double expected, double actual, double tolerance)
    {
        if (double.IsNaN(expected))
            Assert.Equal(double.NaN, actual);
        else
            Assert.Equal(expected, actual, tolerance);
    }
}
