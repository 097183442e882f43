using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Quantiles;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Statistics.Survey;

public sealed class FederatedSurveyTests
{
    private static readonly FederatedSurvey Computation = new();

    private static readonly SurveyPlan Plan = new(StatisticsTables.Columns)
    {
        Groups = [new("plan", "region", "spend")],
        Salt = [1, 2, 3, 4, 5, 6, 7, 8],
    };

    [Fact]
    public void Run_AllAtOnce_GivesWhatEachComputationGives()
    {
        ColumnBatch[] nodes = Nodes();
        SurveyState survey = SimulatedRounds.Finish(Computation, SurveyState.Begin(Plan), nodes);

        var statistics = Assert.IsType<StatisticsComputed>(survey.Statistics).Result;
        var alone = Assert.IsType<StatisticsComputed>(SimulatedRounds.Finish(new FederatedStatistics(), new StatisticsRequested(Plan.Columns), nodes, 5)).Result;
        Assert.Equal(alone.Rows, statistics.Rows);
        Assert.Equal(alone.Numeric.Select(column => Math.Round(column.Mean, 9)), statistics.Numeric.Select(column => Math.Round(column.Mean, 9)));
        QuantileState quantiles = SimulatedRounds.Finish(new FederatedQuantiles(), QuantileState.Begin(new QuantilePlan(Plan.Columns, [0.5])), nodes, 6);
        Assert.Equal(quantiles.Of("age", 0.5).Value, survey.Quantiles.Of("age", 0.5).Value, 1e-9);
        CorrelationState pearson = SimulatedRounds.Finish(new FederatedCorrelations(), CorrelationState.Begin(CorrelationPlan.Pearson(Plan.Columns)), nodes, 7);
        Assert.Equal(pearson.Of(0, 1), survey.Pearson!.Of(0, 1), 1e-9);
        Assert.InRange(survey.Spearman!.Of(0, 1), 0.5, 0.95);
        Assert.NotEmpty(survey.Groups.Tables[0].Cells);
        Assert.Equal(["Köln", "北京"], Assert.IsType<ValuesNamed>(survey.Frequent).Column("city").Values.Select(value => value.Text));
        Assert.Equal(statistics.NumericColumn("age").Count, survey.Histograms!.Bins[0].Sum(bin => bin.Count));
        Assert.Contains(survey.Histograms.Bins[0], bin => bin.Lower == 60);
    }

    [Fact]
    public void Run_WithoutTextsOrCorrelations_TakesFourRounds()
    {
        SurveyState state = SurveyState.Begin(new SurveyPlan(StatisticsTables.Columns) { WantsCorrelations = false, HistogramKind = HistogramKind.EqualCount, Bins = 10 });
        int rounds = 0;
        for (; !Computation.IsDone(state); rounds++)
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, Nodes()));

        Assert.Equal(4, rounds);
        Assert.Equal((4, 8, 1), (state.Plan.Rounds, Plan.Rounds, new SurveyPlan(new TableColumns([], [new CategoryColumn("plan", ["a"])])).Rounds));
        Assert.Null(state.Pearson ?? state.Spearman);
        Assert.Null(state.Frequent);
        Assert.Equal(10, state.Histograms!.Bins[0].Length);
        Assert.All(state.Histograms.Bins[0], bin => Assert.InRange(bin.Count, 80, 120));
    }

    [Fact]
    public void Run_CategoriesAlone_TakesOneRound()
    {
        var columns = new TableColumns([], [new CategoryColumn("plan", ["a", "b"])]);
        SurveyState state = Computation.Alone(SurveyState.Begin(new SurveyPlan(columns)), new ColumnBatch(columns, 11, [], [new[] { 0, 0, 0, 0, 0, 0, 1, 1, 1, -1, -1 }]));

        Assert.True(Computation.IsDone(state));
        Assert.Equal([6L, null], Assert.IsType<StatisticsComputed>(state.Statistics).Result.Categories[0].Counts.ToArray());
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameInEveryRound()
    {
        SurveyState state = SurveyState.Begin(Plan);
        while (true)
        {
            ModelSnapshot written = SurveySnapshot.Write(state);
            SurveyState read = SurveySnapshot.Read(Safetensors.Read(Safetensors.Write(written)), Plan);
            Assert.Equal(written.ContentHash(), SurveySnapshot.Write(read).ContentHash());
            Assert.Equal(Computation.IsDone(state), Computation.IsDone(read));
            if (Computation.IsDone(state))
                break;
            Assert.Equal(Computation.Specify(state), Computation.Specify(read));
            state = Computation.Apply(read, SimulatedSum.Exact(Computation, state, Nodes()));
        }

        ModelSnapshot done = SurveySnapshot.Write(state);
        Assert.Throws<ContributionException>(() => SurveySnapshot.Read(new ModelSnapshot(done.Tensors.Append(new DoubleTensor("more", new TensorShape(1), [1]))), Plan));
        Assert.Throws<ContributionException>(() => SurveySnapshot.Read(done, new SurveyPlan(StatisticsTables.Columns) { Groups = [new("plan")], Salt = Plan.Salt }));
        Assert.Throws<ContributionException>(() => SurveySnapshot.Read(new ModelSnapshot([new SingleTensor("quantiles.round", new TensorShape(1), [1f])]), Plan));
    }

    [Fact]
    public void Plan_OutOfItsLimits_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new SurveyPlan(StatisticsTables.Columns) { Floor = 0 });
        Assert.Throws<ArgumentException>(() => new SurveyPlan(StatisticsTables.Columns) { Bins = 1 });
        Assert.Equal(64, Plan.RankCells);
        Assert.Equal(8, new SurveyPlan(new TableColumns([.. Enumerable.Range(0, 128).Select(index => new NumericColumn($"x{index}", 0, 1))], [])).RankCells);
    }

    private static ColumnBatch[] Nodes()
    {
        var generator = new SeededGenerator(9);
        return [.. Enumerable.Range(0, 4).Select(_ => StatisticsTables.Batch([.. Enumerable.Range(0, 250).Select(_ =>
        {
            double age = 20 + (70 * generator.NextDouble());
            double spend = (age / 2) - 40 + (30 * generator.NextDouble());
            return new StatisticsTables.Row(age, spend, generator.NextBelow(3), generator.NextBelow(2), generator.NextBelow(3) switch { 0 => "Köln", 1 when age > 40 => "北京", _ => null });
        })]))];
    }
}
