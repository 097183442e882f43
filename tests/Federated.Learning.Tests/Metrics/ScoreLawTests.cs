using Federated.Learning.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Metrics;

public sealed class ScoreLawTests
{
    private static readonly Arbitrary<(int Score, bool Positive)[]> Tables =
        Gen.Choose(-20, 20).Zip(ArbMap.Default.GeneratorFor<bool>()).NonEmptyListOf().Select(rows => rows.Append((3, true)).Prepend((-3, false)).Select(row => (Score: row.Item1, Positive: row.Item2)).ToArray()).ToArbitrary();

    [Fact]
    public void RankMetrics_MonotoneMapOfTheScores_ChangesNothing() => Prop.ForAll(Tables, table =>
    {
        float[] labels = Labels(table), scores = [.. table.Select(row => (float)row.Score)], mapped = [.. table.Select(row => MathF.Exp(row.Score / 4f))];
        bool[] treated = [.. table.Select((row, index) => index % 2 == 0)];

        Assert.Equal(AreaUnderCurve.Exact(scores, labels), AreaUnderCurve.Exact(mapped, labels));
        Assert.Equal(AveragePrecision.Of(scores, labels), AveragePrecision.Of(mapped, labels));
        Assert.Equal(CumulativeGain.At(scores, labels, 1), CumulativeGain.At(mapped, labels, 1));
        Assert.Equal(UpliftMetrics.Qini(scores, labels, treated), UpliftMetrics.Qini(mapped, labels, treated));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RankMetrics_OppositeScores_GiveTheComplement() => Prop.ForAll(Tables, table =>
    {
        float[] labels = Labels(table), scores = [.. table.Select(row => (float)row.Score)], opposite = [.. scores.Select(score => -score)];

        Assert.Equal(1, AreaUnderCurve.Exact(scores, labels) + AreaUnderCurve.Exact(opposite, labels), 1e-12);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RankMetrics_LabelsAsScores_ArePerfect() => Prop.ForAll(Tables, table =>
    {
        float[] labels = Labels(table);
        int positives = labels.Count(label => label > 0);

        Assert.Equal(1, AreaUnderCurve.Exact(labels, labels));
        Assert.Equal(1, AveragePrecision.Of(labels, labels));
        Assert.Equal(1, CumulativeGain.At(labels, labels, positives), 1e-12);
        Assert.Equal(0, BrierScore.Of(labels, labels));
        Assert.Equal(0, CalibrationError.Expected(labels, labels));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RankMetrics_ConstantScore_KnowNothing() => Prop.ForAll(Tables, table =>
    {
        float[] labels = Labels(table), scores = new float[labels.Length];
        double share = labels.Average(label => (double)label);

        Assert.Equal(0.5, AreaUnderCurve.Exact(scores, labels), 1e-12);
        Assert.Equal(share, AveragePrecision.Of(scores, labels), 1e-12);
        Assert.Equal(1, CumulativeGain.Lift(scores, labels, 1 + (labels.Length / 3)), 1e-12);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WeightedMetrics_WholeWeights_EqualRepeatedRows() => Prop.ForAll(Tables, table =>
    {
        float[] labels = Labels(table), weights = [.. table.Select((row, index) => (float)(1 + (index % 3)))];
        float[] scores = [.. table.Select(row => (row.Score + 20) / 40f)];
        float[] Repeated(float[] values) => [.. values.SelectMany((value, index) => Enumerable.Repeat(value, (int)weights[index]))];

        Assert.Equal(AreaUnderCurve.Exact(Repeated(scores), Repeated(labels)), AreaUnderCurve.Exact(scores, labels, weights), 1e-12);
        Assert.Equal(AveragePrecision.Of(Repeated(scores), Repeated(labels)), AveragePrecision.Of(scores, labels, weights), 1e-12);
        Assert.Equal(BrierScore.Of(Repeated(scores), Repeated(labels)), BrierScore.Of(scores, labels, weights), 1e-12);
        Assert.Equal(RegressionMetrics.Determination(Repeated(scores), Repeated(labels)), RegressionMetrics.Determination(scores, labels, weights), 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ScoreMetrics_UnusableRows_AreRefusedByName()
    {
        Assert.Contains("Row 1 has score NaN", Refusal(() => AveragePrecision.Of([1, float.NaN], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("3 weights were given for 2 rows", Refusal(() => AreaUnderCurve.Exact([1, 2], [0, 1], [1, 1, 1])), StringComparison.Ordinal);
        Assert.Contains("Row 0 weighs -1", Refusal(() => BrierScore.Of([1, 0], [0, 1], [-1, 1])), StringComparison.Ordinal);
        Assert.Contains("Row 1 has probability 1.5", Refusal(() => CalibrationError.Expected([1, 1.5f], [0, 1])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CumulativeGain.At([1, 2], [0, 1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationError.Expected([1], [1], 0));
    }

    [Theory]
    [InlineData(CalibrationBins.EqualWidth)]
    [InlineData(CalibrationBins.EqualCount)]
    public void CalibrationError_ProbabilityOnAnEdge_FallsInTheBinBelow(CalibrationBins kind)
        => Assert.Equal((Math.Abs(0.25 + 0.5 - 1) + 0.25) / 3, CalibrationError.Expected([0.25f, 0.5f, 0.75f], [0, 1, 1], 2, kind), 1e-15);

    [Fact]
    public void ScoreMetrics_NoPositiveRow_AreNotANumber()
    {
        Assert.True(double.IsNaN(AveragePrecision.Of([1, 2], [0, 0])));
        Assert.True(double.IsNaN(CumulativeGain.At([1, 2], [0, 0], 1)));
        Assert.True(double.IsNaN(new ConfusionCounts(0, 0, 3, 0).F1));
        Assert.True(double.IsNaN(CalibrationError.Expected([], [])));
    }

    private static float[] Labels((int Score, bool Positive)[] table) => [.. table.Select(row => row.Positive ? 1f : 0f)];

    private static string Refusal(Func<double> measure) => Assert.ThrowsAny<ArgumentException>(() => { measure(); }).Message;
}
