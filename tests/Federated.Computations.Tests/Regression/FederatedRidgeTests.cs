using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Regression;

public sealed class FederatedRidgeTests
{
    private static readonly FederatedRidge Computation = new();

    [Fact]
    public void Apply_AnySplitOfAnyRows_IsThePooledRegression()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 8).ToArbitrary(), Gen.Choose(2, 7).ToArbitrary(), (seed, columns, nodes) =>
        {
            LabelledRows rows = RegressionRows.Make(60 + (columns * 20), columns, seed, isBinary: false, isWeighted: seed % 2 == 0);
            var statistics = new RidgeStatistics(columns);
            statistics.Add(rows.Features.Span, rows.Labels.Span, rows.Weights.Span);
            double penalty = seed % 3;
            RidgeFit pooled = RidgeRegression.Fit(statistics, penalty, hasIntercept: seed % 5 != 0);

            FederatedRidgeOptions options = Options(columns, rows.Count) with { Penalty = penalty, HasIntercept = seed % 5 != 0 };
            var joint = (RidgeComputed)SimulatedRounds.Run(Computation, new RidgeRequested(options), RegressionRows.Nodes(rows, nodes, batch: 7)).State;

            Assert.Equal(rows.Count, joint.Rows);
            Assert.All(pooled.Model.Weights.Zip(joint.Fit.Model.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
            Assert.All(pooled.StandardErrors.Zip(joint.Fit.StandardErrors), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
            Assert.Equal(pooled.Model.Intercept, joint.Fit.Model.Intercept, 1e-8);
            Assert.Equal(pooled.RSquared, joint.Fit.RSquared, 1e-8);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Contribute_FeatureBeyondTheBound_NamesItsPlace()
    {
        var nodes = new LabelledBatches(2, [Batch([1, 2], [1]), Batch([1, 2, 3, -11], [1, 2])]);
        ContributionException fault = Assert.Throws<ContributionException>(() => Contribute(nodes, Options(2, 10)));
        Assert.StartsWith("Batch 1, row 1: feature column 1 is -11", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contribute_TargetBeyondTheBound_NamesItsPlace()
    {
        ContributionException fault = Assert.Throws<ContributionException>(() => Contribute(new LabelledBatches(1, [Batch([1, 2], [1, 101])]), Options(1, 10)));
        Assert.StartsWith("Batch 0, row 1: target 0 is 101", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contribute_MoreRowsThanTheBound_AreRefused()
        => Assert.Contains("more than the job allows", Assert.Throws<ContributionException>(
            () => Contribute(new LabelledBatches(1, [Batch(new float[11], new float[11])]), Options(1, 10))).Message, StringComparison.Ordinal);

    [Fact]
    public void Contribute_RowsOfOtherColumns_AreRefused()
        => Assert.Contains("have 3 features", Assert.Throws<ContributionException>(() => Contribute(new LabelledBatches(3, []), Options(2, 10))).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_NoRowsAtAll_SaysSo()
        => Assert.Contains("no row", Assert.Throws<ContributionException>(() => SimulatedRounds.Run(
            Computation, new RidgeRequested(Options(2, 10)), [new LabelledBatches(2, []), new LabelledBatches(2, [])])).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_DependentColumnsWithoutPenalty_SaysWhatToDo()
    {
        var nodes = new[] { new LabelledBatches(2, [Batch([1, 2, 2, 4, 3, 6, -1, -2], [1, 2, 3, 4])]) };
        ContributionException fault = Assert.Throws<ContributionException>(
            () => SimulatedRounds.Run(Computation, new RidgeRequested(Options(2, 10) with { Penalty = 0 }), nodes));
        Assert.Contains("penalty above 0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SumOfOtherForm_IsRefused()
    {
        var state = new RidgeRequested(Options(1, 10));
        int length = Computation.Specify(state).Length;
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(new double[length + 1], 1, 1)));
        double[] tooLarge = new double[length];
        tooLarge[1] = 21;
        Assert.Contains("Value 1", Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(tooLarge, 2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_OfTheResult_ReadsBackAndRefusesOthers()
    {
        LabelledRows rows = RegressionRows.Make(50, 3, seed: 2, isBinary: false);
        var result = (RidgeComputed)SimulatedRounds.Run(Computation, new RidgeRequested(Options(3, 50)), RegressionRows.Nodes(rows, 2, 9)).State;
        RidgeComputed read = RidgeSnapshot.Read(RidgeSnapshot.Write(result), result.Options);

        Assert.Equal(RidgeSnapshot.Write(result).ContentHash(), RidgeSnapshot.Write(read).ContentHash());
        Assert.Throws<ContributionException>(() => RidgeSnapshot.Read(RidgeSnapshot.Write(result), Options(4, 50)));
        foreach ((string name, double figure) in new[] { ("weight", double.NaN), ("error", -1), ("intercept", double.PositiveInfinity), ("rows", 1.5), ("rows", -1) })
            Assert.Throws<ContributionException>(() => RidgeSnapshot.Read(SimulatedRounds.With(RidgeSnapshot.Write(result), name, 0, figure), result.Options));
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        string message = Assert.Throws<ArgumentException>(() => new RidgeRequested(
            new FederatedRidgeOptions { Columns = 0, RowBound = 0, TargetBound = double.NaN, FeatureBound = -1, Penalty = -1 })).Message;
        Assert.All(new[] { "columns", "row bound", "target bound", "feature bound", "penalty" }, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    private static FederatedRidgeOptions Options(int columns, long rows) => new() { Columns = columns, RowBound = rows, TargetBound = 100 };

    private static LabelledRows Batch(float[] features, float[] targets) => new(features, features.Length / targets.Length, targets);

    private static void Contribute(LabelledBatches data, FederatedRidgeOptions options)
    {
        var state = new RidgeRequested(options);
        Computation.Contribute(state, data, new Contribution(Computation.Specify(state)));
    }
}
