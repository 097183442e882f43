using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.Quantiles;

public sealed class FederatedQuantilesTests
{
    private static readonly FederatedQuantiles Computation = new();
    private static readonly double[] Probabilities = [0, 0.05, 0.25, 0.5, 0.9, 1];

    [Fact]
    public void Run_AnySplitOfAnyRows_BracketsThePooledOrderStatistic()
    {
        Prop.ForAll(StatisticsTables.Nodes(), Gen.Choose(1, 4).ToArbitrary(), (nodes, floor) =>
        {
            var plan = new QuantilePlan(StatisticsTables.Columns, Probabilities, tolerance: 1.0 / 4096, floor);
            QuantileState state = SimulatedRounds.Finish(Computation, QuantileState.Begin(plan), [.. nodes.Select(StatisticsTables.Batch)]);

            RequireBrackets(state, "age", StatisticsTables.Known(nodes.SelectMany(rows => rows).Select(row => row.Age), plan.Columns.Numeric[0]), plan);
            RequireBrackets(state, "spend", StatisticsTables.Known(nodes.SelectMany(rows => rows).Select(row => row.Spend), plan.Columns.Numeric[1]), plan);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Run_SplitOrWhole_GivesTheSame()
    {
        Prop.ForAll(StatisticsTables.Nodes(), nodes =>
        {
            var plan = new QuantilePlan(StatisticsTables.Columns, Probabilities, floor: 2);
            QuantileState split = SimulatedRounds.Finish(Computation, QuantileState.Begin(plan), [.. nodes.Select(StatisticsTables.Batch)]);
            QuantileState whole = SimulatedRounds.Finish(Computation, QuantileState.Begin(plan), [StatisticsTables.Batch([.. nodes.SelectMany(rows => rows)])]);

            Assert.All(split.Brackets.Zip(whole.Brackets).SelectMany(pair => pair.First.Zip(pair.Second)), pair =>
            {
                Assert.Equal((pair.First.Lower, pair.First.Upper, pair.First.Standing), (pair.Second.Lower, pair.Second.Upper, pair.Second.Standing));
                Assert.Equal(pair.First.Value, pair.Second.Value, 1e-9);
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Ask_BracketsAtTheEndsOfTheRange_CutsInsideItOnly()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 256)], []);
        QuantileState state = QuantileState.Begin(new QuantilePlan(columns, [0, 1], floor: 2));
        double[] values = [0, 0, 0.5, 255.5, 256, 256];
        QuantileState second = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, [Batch(columns, values)], 3));
        Assert.All(Computation.Ask(state).Concat(Computation.Ask(second)), asked => Assert.All(((BinSums)asked).Edges, edge => Assert.True(edge is > 0 and < 256)));
        Assert.Equal(64 - 2 + 2, ((BinSums)Computation.Ask(second)[0]).Edges.Length);
    }

    [Fact]
    public void Run_ManyRows_MeetsTheToleranceInThreeRounds()
    {
        var generator = new SeededGenerator(5);
        double[] values = [.. Enumerable.Range(0, 40_000).Select(_ => Math.Round(Math.Pow(generator.NextDouble(), 4) * 80_000, 2))];
        var columns = new TableColumns([new NumericColumn("x", -1e5, 1e5)], []);
        var plan = new QuantilePlan(columns, [0, 0.5, 0.75, 1], floor: 5);
        QuantileState state = QuantileState.Begin(plan);
        while (!Computation.IsDone(state))
            state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, values.Chunk(9000).Select(chunk => Batch(columns, chunk)), 3));

        Array.Sort(values);
        Assert.Equal(3, state.Round);
        foreach ((double probability, int rank) in new[] { (0.0, 4), (0.5, 19_999), (0.75, 29_999), (1.0, 39_995) })
        {
            QuantileBracket bracket = state.Of("x", probability);
            Assert.InRange(values[rank], bracket.Lower, bracket.Upper);
            Assert.Equal(values[rank], bracket.Value, 2e5 / 65_536 * 32);
            Assert.True(bracket.Standing == BracketStanding.Floored || bracket.Upper - bracket.Lower <= 2e5 / 65_536);
        }
    }

    [Fact]
    public void Run_ValueThatManyRowsShare_IsExact()
    {
        var columns = new TableColumns([new NumericColumn("x", -7, 1000)], []);
        double[] values = [.. Enumerable.Repeat(0.0, 60), .. Enumerable.Repeat(19.99, 40), .. Enumerable.Repeat(1000.0, 20)];
        QuantileState state = SimulatedRounds.Finish(Computation, QuantileState.Begin(new QuantilePlan(columns, [0, 0.3, 0.7, 1])), [Batch(columns, values[..70]), Batch(columns, values[70..])]);

        Assert.Equal(0, state.Of("x", 0).Value, 1e-9);
        Assert.Equal(0, state.Of("x", 0.3).Value, 1e-9);
        Assert.Equal(19.99, state.Of("x", 0.7).Value, 1e-9);
        Assert.Equal(1000, state.Of("x", 1).Value, 1e-9);
    }

    [Fact]
    public void Run_OneRowFarOut_IsNotShownAsAnExtreme()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 1e6)], []);
        double[] values = [.. Enumerable.Range(0, 500).Select(value => 100.0 + value), 987_654];
        QuantileState state = SimulatedRounds.Finish(Computation, QuantileState.Begin(new QuantilePlan(columns, [0, 0.999, 1])), [Batch(columns, values)]);

        Assert.InRange(state.Of("x", 1).Value, 590, 610);
        Assert.InRange(state.Of("x", 0.999).Value, 590, 610);
        Assert.InRange(state.Of("x", 0).Value, 100, 110);
    }

    [Fact]
    public void Run_FewerThanTwiceTheFloor_IsWithheld()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 10)], []);
        QuantileState state = SimulatedRounds.Finish(Computation, QuantileState.Begin(new QuantilePlan(columns, [0, 0.5])), [Batch(columns, [1, 2, 3, 4, 5, 6, 7, 8, 9])]);

        Assert.All(state.Brackets[0], bracket => Assert.Equal(new QuantileBracket(0, 10, 5, BracketStanding.Withheld), bracket));
        Assert.False(state.Of("x", 0.5).IsKnown);
        Assert.Throws<ArgumentException>(() => state.Of("x", 0.4));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameInEveryRound()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 10), new NumericColumn("y", 0, 1)], []);
        var plan = new QuantilePlan(columns, [0.1, 0.5], floor: 1);
        var node = new ColumnBatch(columns, 50, [Enumerable.Range(0, 50).Select(row => row / 5.0).ToArray(), Enumerable.Repeat(double.NaN, 50).ToArray()], []);
        QuantileState state = QuantileState.Begin(plan);
        for (int round = 0; round < 2; round++)
        {
            QuantileState read = QuantileSnapshot.Read(Safetensors.Read(Safetensors.Write(QuantileSnapshot.Write(state))), plan);
            Assert.Equal(state.Round, read.Round);
            Assert.Equal(state.Brackets.SelectMany(brackets => brackets), read.Brackets.SelectMany(brackets => brackets));
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, [node]));
        }
    }

    [Theory]
    [InlineData("round", 0, -1.0)]
    [InlineData("round", 0, 0.5)]
    [InlineData("quantiles.0", 0, -1.0)]
    [InlineData("quantiles.0", 0, double.NaN)]
    [InlineData("quantiles.0", 1, 11.0)]
    [InlineData("quantiles.0", 2, double.PositiveInfinity)]
    [InlineData("quantiles.0", 3, 4.0)]
    [InlineData("quantiles.0", 3, 0.5)]
    public void Read_FigureThatNoRoundLeaves_IsRefused(string name, int index, double figure)
    {
        var plan = new QuantilePlan(new TableColumns([new NumericColumn("x", 0, 10)], []), [0.5]);
        ModelSnapshot snapshot = SnapshotDamage.Set(QuantileSnapshot.Write(QuantileState.Begin(plan)), name, index, figure);

        Assert.Throws<ContributionException>(() => QuantileSnapshot.Read(snapshot, plan));
        Assert.Throws<ContributionException>(() => QuantileSnapshot.Read(QuantileSnapshot.Write(QuantileState.Begin(plan)), new QuantilePlan(plan.Columns, [0.5, 0.6])));
    }

    [Fact]
    public void Plan_BadlyMade_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new QuantilePlan(StatisticsTables.Columns, []));
        Assert.Throws<ArgumentException>(() => new QuantilePlan(StatisticsTables.Columns, [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new QuantilePlan(StatisticsTables.Columns, [double.NaN]));
        Assert.Throws<ArgumentException>(() => new QuantilePlan(StatisticsTables.Columns, [0.5], tolerance: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantilePlan(StatisticsTables.Columns, [0.5], floor: 0));
    }

    private static void RequireBrackets(QuantileState state, string column, double[] sorted, QuantilePlan plan)
    {
        double narrow = plan.Tolerance * (column == "age" ? 82 : 100);
        foreach (double probability in Probabilities)
        {
            QuantileBracket bracket = state.Of(column, probability);
            Assert.Equal(sorted.Length >= 2 * plan.Floor, bracket.IsKnown);
            if (!bracket.IsKnown)
                continue;
            int rank = Math.Clamp((int)Math.Ceiling(probability * sorted.Length), plan.Floor, sorted.Length - plan.Floor + 1);
            Assert.InRange(sorted[rank - 1], bracket.Lower, bracket.Upper);
            Assert.InRange(bracket.Value, bracket.Lower, bracket.Upper);
            int held = sorted.Count(value => value >= bracket.Lower && value <= bracket.Upper);
            bool isExtreme = probability is 0 or 1;
            Assert.True(held >= plan.Floor || isExtreme);
            Assert.Equal(bracket.Standing == BracketStanding.Exact, bracket.Upper - bracket.Lower <= narrow);
        }
    }

    private static ColumnBatch Batch(TableColumns columns, double[] values) => new(columns, values.Length, [values], []);
}
