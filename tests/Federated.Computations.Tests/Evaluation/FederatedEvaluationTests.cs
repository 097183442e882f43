using Federated.Computations.Evaluation;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Evaluation;

public sealed class FederatedEvaluationTests
{
    // The identity: a row's one feature is its logit.
    private static readonly ModelSnapshot Identity = new(
        [new SingleTensor("layers.0.weight", new TensorShape(1, 1), [1]), new SingleTensor("layers.0.bias", new TensorShape(1), [0])]);

    private static readonly FederatedEvaluation Computation = new(new PerceptronArchitecture { InputSize = 1 });

    [Fact]
    public void Apply_AnySplitOfAnyRows_EqualsTheMetricsOfThePooledRows()
    {
        Gen<(int Logit, bool Positive)[]> rows = Gen.Choose(-60, 60).Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf();
        Prop.ForAll(rows.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 20).ToArbitrary(), (nodes, tenths) =>
        {
            var state = new EvaluationRequested(Identity, new EvaluationOptions { Threshold = tenths / 20.0 });
            LabelledRows[] held = [.. nodes.Select(Rows)];
            LabelledRows pooled = Rows([.. nodes.SelectMany(node => node)]);

            foreach (SecureSum sum in new[] { SimulatedSum.Exact(Computation, state, held), SimulatedSum.Quantised(Computation, state, held, seed: 5) })
            {
                EvaluationResult result = Assert.IsType<EvaluationComputed>(Computation.Apply(state, sum)).Result;
                ReadOnlySpan<float> logits = pooled.Features.Span, labels = pooled.Labels.Span;
                float[] bins = [.. logits.ToArray().Select(logit => (float)ScoreHistogram.Bin(1 / (1 + Math.Exp(-logit)), 512))];

                Assert.Equal(pooled.Count, result.Rows);
                Assert.Equal(TwoClassMetrics.Confusion(logits, labels, tenths / 20.0), result.Confusion);
                Assert.Equal(TwoClassMetrics.LogLoss(logits, labels), result.LogLoss, 2e-4);
                Assert.Equal(AreaUnderCurve.Exact(bins, labels), result.AreaUnderCurve, 1e-12);
                Assert.Equal(result.Confusion.Accuracy, result.Accuracy);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Contribute_AbsurdLogit_CountsAtMostTheCap()
    {
        var state = new EvaluationRequested(Identity, new EvaluationOptions());
        SecureSum sum = SimulatedSum.Exact(Computation, state, [Rows([(1_000_000, false)])]);

        Assert.Equal(64, Assert.IsType<EvaluationComputed>(Computation.Apply(state, sum)).Result.LogLoss);
    }

    [Fact]
    public void Contribute_RowsOrModelThatCannotBeScored_NamesTheCause()
    {
        var state = new EvaluationRequested(Identity, new EvaluationOptions());
        var broken = new EvaluationRequested(
            new ModelSnapshot([new SingleTensor("layers.0.weight", new TensorShape(1, 1), [float.NaN]), Identity["layers.0.bias"]]), new EvaluationOptions());
        string Refusal(EvaluationState asked, LabelledRows rows)
            => Assert.Throws<ContributionException>(() => Computation.Contribute(asked, rows, new Contribution(Computation.Specify(asked)))).Message;

        Assert.Contains("Row 0 has label 0.5", Refusal(state, new LabelledRows(new float[1], 1, new[] { 0.5f })), StringComparison.Ordinal);
        Assert.Contains("2 features", Refusal(state, new LabelledRows(new float[2], 2, new float[1])), StringComparison.Ordinal);
        Assert.Contains("row 0 is NaN", Refusal(broken, Rows([(1, true)])), StringComparison.Ordinal);
        Assert.Contains("'layers.0.weight'", Refusal(new EvaluationRequested(new ModelSnapshot([]), new EvaluationOptions()), Rows([(1, true)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_MorePredictedThanThereAre_IsRefused()
    {
        var state = new EvaluationRequested(Identity, new EvaluationOptions { Bins = 2 });

        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([0, 3, 0, 1, 1, 1, 1], 1, 1)));
        Assert.IsType<EvaluationComputed>(Computation.Apply(state, new SecureSum([0, 2, 0, 1, 1, 1, 1], 1, 1)));
    }

    [Fact]
    public void IsDone_AfterOneRound_AndNoRoundFollows()
    {
        var state = new EvaluationRequested(Identity, new EvaluationOptions());
        SecureSum sum = SimulatedSum.Exact(Computation, state, [Rows([(1, true)])]);
        EvaluationState done = Computation.Apply(state, sum);

        Assert.False(Computation.IsDone(state));
        Assert.True(Computation.IsDone(done));
        Assert.Throws<InvalidOperationException>(() => Computation.Apply(done, sum));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new EvaluationRequested(Identity, new EvaluationOptions { Bins = 1 }));
        Assert.Throws<ArgumentException>(() => new EvaluationRequested(Identity, new EvaluationOptions { Threshold = double.NaN }));
    }

    private static LabelledRows Rows((int Logit, bool Positive)[] rows)
        => new(rows.Select(row => row.Logit / 10f).ToArray(), 1, rows.Select(row => row.Positive ? 1f : 0f).ToArray());
}
