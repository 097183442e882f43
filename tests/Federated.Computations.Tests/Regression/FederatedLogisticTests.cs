using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Regression;

public sealed class FederatedLogisticTests
{
    private static readonly FederatedLogistic Computation = new();

    [Fact]
    public void Apply_AnySplitOfAnyRows_IsThePooledRegression()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 6).ToArbitrary(), Gen.Choose(2, 7).ToArbitrary(), (seed, columns, nodes) =>
        {
            LabelledRows rows = RegressionRows.Make(80 + (columns * 20), columns, seed, isBinary: true, isWeighted: seed % 2 == 0);
            double penalty = 0.1 + (seed % 3);
            LinearModel pooled = LogisticRegression.Fit(
                rows.Features.Span, rows.Labels.Span, columns, new LogisticOptions { Penalty = penalty }, rows.Weights.Span);

            LogisticFit joint = Fit(Options(columns, rows.Count) with { Penalty = penalty }, RegressionRows.Nodes(rows, nodes, batch: 11));

            Assert.True(joint.IsConverged);
            Assert.InRange(joint.Rounds, 2, 15);
            Assert.All(pooled.Weights.Zip(joint.Model.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(pooled.Intercept, joint.Model.Intercept, 1e-6);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void StandardErrors_WithoutPenalty_AreThoseOfMaximumLikelihood()
    {
        // One column that is 0 or 1: the errors follow from the four counts (Woolf 1955).
        LabelledRows rows = Groups([(0, 0, 40), (0, 1, 10), (1, 0, 15), (1, 1, 35)]);
        LogisticFit fit = Fit(Options(1, 100) with { Penalty = 0 }, RegressionRows.Nodes(rows, 3, 8));

        Assert.Equal(Math.Log(40 * 35 / (10.0 * 15)), fit.Model.Weights[0], 1e-9);
        Assert.Equal(Math.Sqrt((1 / 40.0) + (1 / 10.0) + (1 / 15.0) + (1 / 35.0)), fit.StandardErrors[0], 1e-7);
        Assert.Equal(Math.Sqrt((1 / 40.0) + (1 / 10.0)), fit.StandardErrors[1], 1e-7);
        Assert.Equal(100, fit.Weight, 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    public void Apply_SeparableRowsWithAPenalty_Converges(double penalty)
    {
        LabelledRows rows = Groups([(-1, 0, 30), (1, 1, 30)]);
        LinearModel pooled = LogisticRegression.Fit(rows.Features.Span, rows.Labels.Span, 1, new LogisticOptions { Penalty = penalty });
        LogisticFit fit = Fit(Options(1, 60) with { Penalty = penalty, MaximumRounds = 60, Tolerance = 1e-10 }, RegressionRows.Nodes(rows, 2, 10));

        Assert.True(fit.IsConverged);
        Assert.Equal(pooled.Weights[0], fit.Model.Weights[0], pooled.Weights[0] * 1e-3);
    }

    [Fact]
    public void Apply_SeparableRowsWithoutPenalty_EndsAfterItsRounds()
    {
        LogisticFit fit = Fit(Options(1, 60) with { Penalty = 0, MaximumRounds = 12, Tolerance = 1e-14 }, RegressionRows.Nodes(Groups([(-1, 0, 30), (1, 1, 30)]), 2, 10));

        Assert.Equal((12, false), (fit.Rounds, fit.IsConverged));
        Assert.InRange(fit.MeanLoss, 0, 1e-3);
        Assert.True(double.IsFinite(fit.Model.Weights[0]));
    }

    [Fact]
    public void Apply_StepThatRaisesTheLoss_IsHalved()
    {
        LogisticDescending first = new(Options(1, 60));
        LabelledBatches[] nodes = RegressionRows.Nodes(Groups([(-1, 0, 30), (1, 1, 30)]), 2, 10);
        var second = (LogisticDescending)Computation.Apply(first, SimulatedSum.Quantised(Computation, first, nodes, 1));
        var wild = new LogisticDescending(second.Options, [-50, 3], second.Accepted, halvings: 0, round: 1);

        var halved = (LogisticDescending)Computation.Apply(wild, SimulatedSum.Quantised(Computation, wild, nodes, 2));
        Assert.Equal(new[] { -25, 1.5 }, halved.Coefficients.ToArray());
        Assert.Equal((1, 2), (halved.Halvings, halved.Round));
        Assert.Same(second.Accepted, halved.Accepted);
    }

    [Fact]
    public void Apply_NodeThatReturnsBetweenRounds_IsNoBadStep()
    {
        LabelledRows rows = RegressionRows.Make(200, 2, seed: 4, isBinary: true);
        LabelledBatches[] nodes = RegressionRows.Nodes(rows, 4, 50);
        LogisticState state = new LogisticDescending(Options(2, 200));
        state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes[..1], 1));
        state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, 2));

        Assert.Equal(0, Assert.IsType<LogisticDescending>(state).Halvings);
        LogisticFit fit = ((LogisticFitted)SimulatedRounds.Run(Computation, state, nodes).State).Fit;
        LinearModel pooled = LogisticRegression.Fit(rows.Features.Span, rows.Labels.Span, 2);
        Assert.Equal(pooled.Weights[0], fit.Model.Weights[0], 1e-6);
    }

    [Fact]
    public void Apply_RepeatedColumnWithoutPenalty_StillConverges()
    {
        LabelledRows once = RegressionRows.Make(150, 1, seed: 9, isBinary: true);
        float[] twice = [.. once.Features.ToArray().SelectMany(value => new[] { value, value })];
        LogisticFit fit = Fit(Options(2, 150) with { Penalty = 0 }, RegressionRows.Nodes(new LabelledRows(twice, 2, once.Labels), 3, 20));
        LinearModel pooled = LogisticRegression.Fit(once.Features.Span, once.Labels.Span, 1, new LogisticOptions { Penalty = 0 });

        Assert.Equal(pooled.Weights[0], fit.Model.Weights.Sum(), 1e-5);
    }

    [Fact]
    public void Contribute_LabelThatIsNoClass_IsRefused()
    {
        var state = new LogisticDescending(Options(1, 10));
        var data = new LabelledBatches(1, [new LabelledRows(new float[] { 1 }, 1, new float[] { 2 })]);
        Assert.Contains("labels run from 0 to 1", Assert.Throws<ContributionException>(
            () => Computation.Contribute(state, data, new Contribution(Computation.Specify(state)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NoRowsAtAll_SaysSo()
        => Assert.Contains("no row", Assert.Throws<ContributionException>(() => Fit(Options(2, 10), [new LabelledBatches(2, [])])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("coefficients", 0, double.NaN)]
    [InlineData("coefficients", 1, 1e10)]
    [InlineData("accepted", 0, double.PositiveInfinity)]
    [InlineData("error", 0, -1)]
    [InlineData("joint", 2, 0)]
    [InlineData("progress", 0, 31)]
    [InlineData("progress", 1, 25)]
    [InlineData("progress", 1, 0)]
    [InlineData("progress", 1, 0.5)]
    public void Snapshot_DamagedState_IsRefused(string name, int index, double figure)
    {
        LogisticState state = new LogisticDescending(Options(1, 60));
        state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, RegressionRows.Nodes(RegressionRows.Make(60, 1, 1, isBinary: true), 2, 10), 1));
        Assert.IsType<LogisticDescending>(LogisticSnapshot.Read(LogisticSnapshot.Write(state), state.Options));

        Assert.Throws<ContributionException>(() => LogisticSnapshot.Read(SimulatedRounds.With(LogisticSnapshot.Write(state), name, index, figure), state.Options));
        Assert.Throws<ContributionException>(() => LogisticSnapshot.Read(LogisticSnapshot.Write(state), Options(2, 60)));
    }

    [Theory]
    [InlineData("weight", 0, double.NaN)]
    [InlineData("error", 1, -1)]
    [InlineData("quality", 0, -0.1)]
    [InlineData("quality", 1, 0)]
    [InlineData("quality", 2, 26)]
    [InlineData("quality", 3, 2)]
    public void Snapshot_DamagedFit_IsRefused(string name, int index, double figure)
    {
        FederatedLogisticOptions options = Options(1, 60);
        LogisticFit fit = Fit(options, RegressionRows.Nodes(RegressionRows.Make(60, 1, 1, isBinary: true), 2, 10));
        ModelSnapshot written = LogisticSnapshot.Write(new LogisticFitted(options, fit));
        Assert.IsType<LogisticFitted>(LogisticSnapshot.Read(written, options));

        Assert.Throws<ContributionException>(() => LogisticSnapshot.Read(SimulatedRounds.With(written, name, index, figure), options));
    }

    private static FederatedLogisticOptions Options(int columns, long rows) => new() { Columns = columns, RowBound = rows };

    // Every round's state also goes over the wire.
    private static LogisticFit Fit(FederatedLogisticOptions options, LabelledBatches[] nodes)
        => ((LogisticFitted)SimulatedRounds.Run(
            Computation, new LogisticDescending(options), nodes, LogisticSnapshot.Write, snapshot => LogisticSnapshot.Read(snapshot, options)).State).Fit;

    private static LabelledRows Groups((float Feature, float Label, int Count)[] groups)
    {
        (float Feature, float Label)[] rows = [.. groups.SelectMany(group => Enumerable.Repeat((group.Feature, group.Label), group.Count))];
        return new LabelledRows(rows.Select(row => row.Feature).ToArray(), 1, rows.Select(row => row.Label).ToArray());
    }
}
