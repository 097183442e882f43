using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class TwoClassFixtureTests
{
    private const double Tolerance = 1e-9;
    private static readonly MetricFixture Fixture = MetricFixture.Part("two_classes");
    private static readonly float[] Labels = Fixture.Singles("labels");
    private static readonly float[] Scores = Fixture.Singles("scores");
    private static readonly float[] Probabilities = Fixture.Singles("probabilities");
    private static readonly float[] Weights = Fixture.Singles("weights");

    [Fact]
    public void AreaUnderCurve_TiedScores_EqualsThePeer()
    {
        Assert.Equal(Fixture.Number("auc"), AreaUnderCurve.Exact(Scores, Labels), Tolerance);
        Assert.Equal(Fixture.Number("auc_weighted"), AreaUnderCurve.Exact(Scores, Labels, Weights), Tolerance);
    }

    [Fact]
    public void AveragePrecision_TiedScores_EqualsThePeer()
    {
        Assert.Equal(Fixture.Number("average_precision"), AveragePrecision.Of(Scores, Labels), Tolerance);
        Assert.Equal(Fixture.Number("average_precision_weighted"), AveragePrecision.Of(Scores, Labels, Weights), Tolerance);
    }

    [Fact]
    public void Brier_AnyRows_EqualsThePeer()
    {
        Assert.Equal(Fixture.Number("brier"), BrierScore.Of(Probabilities, Labels), Tolerance);
        Assert.Equal(Fixture.Number("brier_weighted"), BrierScore.Of(Probabilities, Labels, Weights), Tolerance);
    }

    [Fact]
    public void LogLoss_AnyRows_EqualsThePeer()
    {
        Assert.Equal(Fixture.Number("log_loss"), TwoClassMetrics.LogLoss(Scores, Labels), Tolerance);
        Assert.Equal(Fixture.Number("log_loss_weighted"), TwoClassMetrics.LogLoss(Scores, Labels, Weights), Tolerance);
    }

    [Theory]
    [InlineData("calibration_width_10", 10, CalibrationBins.EqualWidth)]
    [InlineData("calibration_width_7", 7, CalibrationBins.EqualWidth)]
    [InlineData("calibration_count_10", 10, CalibrationBins.EqualCount)]
    [InlineData("calibration_count_5", 5, CalibrationBins.EqualCount)]
    public void CalibrationError_BinsOfEitherKind_EqualsThePeer(string name, int bins, CalibrationBins kind)
        => Assert.Equal(Fixture.Number(name), CalibrationError.Expected(Probabilities, Labels, bins, kind), Tolerance);

    [Fact]
    public void Confusion_HalfAsThreshold_EqualsThePeer()
    {
        ConfusionCounts counts = TwoClassMetrics.Confusion(Scores, Labels);

        Assert.Equal(Fixture.Number("accuracy"), counts.Accuracy, Tolerance);
        Assert.Equal(Fixture.Number("precision"), counts.Precision, Tolerance);
        Assert.Equal(Fixture.Number("recall"), counts.Recall, Tolerance);
        Assert.Equal(Fixture.Number("f1"), counts.F1, Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(213)]
    public void CumulativeGain_TieAtTheCut_EqualsTheExpectation(int k)
    {
        double gain = Fixture.Inner("gain").Number($"{k}");

        Assert.Equal(gain, CumulativeGain.At(Scores, Labels, k), Tolerance);
        Assert.Equal(gain * Labels.Length / k, CumulativeGain.Lift(Scores, Labels, k), Tolerance);
    }
}
