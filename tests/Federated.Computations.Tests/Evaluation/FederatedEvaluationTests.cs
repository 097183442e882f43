using Federated.Computations.Evaluation;
using Federated.Learning.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Evaluation;

public sealed class FederatedEvaluationTests
{
    private static readonly FederatedEvaluation Computation = new();

    [Fact]
    public void Apply_AnySplitOfAnyRows_EqualsTheMetricsOfThePooledRows()
    {
        Gen<(int Logit, bool Positive)[]> rows = Gen.Choose(-60, 60).Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf();
        Prop.ForAll(rows.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 20).ToArbitrary(), (nodes, tenths) =>
        {
            var state = new EvaluationRequested(new EvaluationOptions { Threshold = tenths / 20.0 });
            ScoredBatches[] held = [.. nodes.Select(node => new ScoredBatches([Rows(node[..(node.Length / 2)]), Rows(node[(node.Length / 2)..])]))];
            ScoredBatch pooled = Rows([.. nodes.SelectMany(node => node)]);

            foreach (SecureSum sum in new[] { SimulatedSum.Exact(Computation, state, held), SimulatedSum.Quantised(Computation, state, held, seed: 5) })
            {
                EvaluationResult result = Assert.IsType<EvaluationComputed>(Computation.Apply(state, sum)).Result;
                float[] probabilities = pooled.Probabilities.ToArray(), labels = pooled.Labels.ToArray();
                float[] bins = [.. probabilities.Select(probability => (float)ScoreHistogram.Bin(probability, 512))];
                double[] losses = [.. probabilities.Select((probability, row) => -Math.Log(labels[row] == 1 ? probability : 1.0 - probability))];

                Assert.Equal(pooled.Count, result.Rows);
                Assert.Equal(
                    new ConfusionCounts(Count(true, true), Count(true, false), Count(false, false), Count(false, true)), result.Confusion);

                Assert.Equal(losses.Length == 0 ? double.NaN : losses.Average(), result.LogLoss, 2e-4);
                Assert.Equal(AreaUnderCurve.Exact(bins, labels), result.AreaUnderCurve, 1e-12);
                Assert.Equal(result.Confusion.Accuracy, result.Accuracy);

                int Count(bool predicted, bool positive) => Enumerable.Range(0, labels.Length).Count(row => probabilities[row] >= tenths / 20.0 == predicted && (labels[row] == 1) == positive);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Contribute_CertaintyThatIsWrong_CountsAtMostTheCap()
    {
        var state = new EvaluationRequested(new EvaluationOptions());
        SecureSum sum = SimulatedSum.Exact(Computation, state, [new ScoredBatches([new ScoredBatch(new float[] { 1 }, new float[] { 0 })])]);

        Assert.Equal(64, Assert.IsType<EvaluationComputed>(Computation.Apply(state, sum)).Result.LogLoss);
    }

    [Fact]
    public void ScoredBatch_LabelsOrScoresThatCannotBe_NamesTheRow()
    {
        Assert.Contains("Row 0 has label 0.5", Assert.Throws<ArgumentException>(() => new ScoredBatch(new float[1], new[] { 0.5f })).Message, StringComparison.Ordinal);
        Assert.Contains("row 1 is NaN", Assert.Throws<ArgumentException>(() => new ScoredBatch(new[] { 1, float.NaN }, new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("2 labels", Assert.Throws<ArgumentException>(() => new ScoredBatch(new float[1], new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ManyRows_AreCutIntoTenthsByScore()
    {
        var state = new EvaluationRequested(new EvaluationOptions());
        ScoredBatch rows = Rows([.. Enumerable.Range(0, 1000).Select(row => ((row - 500) / 10, row % 1000 >= 800))]);
        EvaluationResult result = Assert.IsType<EvaluationComputed>(Computation.Apply(state, SimulatedSum.Exact(Computation, state, [new ScoredBatches([rows])]))).Result;

        Assert.Equal(1000, result.Tenths.Sum(tenth => tenth.Rows));
        Assert.Equal(200, result.Tenths.Sum(tenth => tenth.Positives));
        Assert.All(result.Tenths.SkipLast(1), tenth => Assert.InRange(tenth.Rows, 90, 160));
        Assert.Equal(result.Tenths.OrderByDescending(tenth => tenth.MeanScore), result.Tenths);
        Assert.Equal(5, result.LiftAtTenth, 12);
    }

    [Fact]
    public void Apply_TooFewRowsForTenths_ShowsNone()
    {
        var state = new EvaluationRequested(new EvaluationOptions());
        ScoredBatch rows = Rows([.. Enumerable.Range(0, 49).Select(row => (row, row > 20))]);

        Assert.Empty(Assert.IsType<EvaluationComputed>(Computation.Apply(state, SimulatedSum.Exact(Computation, state, [new ScoredBatches([rows])]))).Result.Tenths);
    }

    [Fact]
    public void Snapshot_WrittenAndRead_IsTheSameState()
    {
        var state = new EvaluationRequested(new EvaluationOptions());
        EvaluationState done = Computation.Apply(state, SimulatedSum.Exact(Computation, state, [new ScoredBatches([Rows([.. Enumerable.Range(0, 200).Select(row => (row - 100, row % 3 == 0))])])]));

        Assert.Equal(done, EvaluationSnapshot.Read(EvaluationSnapshot.Write(done), state.Options));
        Assert.Equal(state, EvaluationSnapshot.Read(EvaluationSnapshot.Write(state), state.Options));
    }

    [Fact]
    public void Apply_MorePredictedThanThereAre_IsRefused()
    {
        var state = new EvaluationRequested(new EvaluationOptions { Bins = 2 });

        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([0, 3, 0, 1, 1, 1, 1], 1, 1)));
        Assert.IsType<EvaluationComputed>(Computation.Apply(state, new SecureSum([0, 2, 0, 1, 1, 1, 1], 1, 1)));
    }

    [Fact]
    public void IsDone_AfterOneRound_AndNoRoundFollows()
    {
        var state = new EvaluationRequested(new EvaluationOptions());
        SecureSum sum = SimulatedSum.Exact(Computation, state, [new ScoredBatches([Rows([(1, true)])])]);
        EvaluationState done = Computation.Apply(state, sum);

        Assert.False(Computation.IsDone(state));
        Assert.True(Computation.IsDone(done));
        Assert.Throws<InvalidOperationException>(() => Computation.Apply(done, sum));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new EvaluationRequested(new EvaluationOptions { Bins = 1 }));
        Assert.Throws<ArgumentException>(() => new EvaluationRequested(new EvaluationOptions { Threshold = double.NaN }));
    }

    private static ScoredBatch Rows((int Logit, bool Positive)[] rows)
        => new(rows.Select(row => (float)(1 / (1 + Math.Exp(-row.Logit / 10.0)))).ToArray(), rows.Select(row => row.Positive ? 1f : 0f).ToArray());
}
