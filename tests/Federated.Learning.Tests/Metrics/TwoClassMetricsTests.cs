using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class TwoClassMetricsTests
{
    private static readonly float[] Logits = [2, -1, 0, 3];
    private static readonly float[] Labels = [1, 1, 0, 0];

    [Fact]
    public void LogLoss_HandComputedRows_IsTheMeanInNats()
    {
        double expected = (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.E) + Math.Log(2) + Math.Log(1 + Math.Exp(3))) / 4;

        Assert.Equal(expected, TwoClassMetrics.LogLoss(Logits, Labels), 1e-12);
    }

    [Fact]
    public void Confusion_ScoreAtTheThreshold_CountsAsPositive()
    {
        ConfusionCounts counts = TwoClassMetrics.Confusion(Logits, Labels);

        Assert.Equal(new ConfusionCounts(1, 2, 0, 1), counts);
        Assert.Equal(0.25, counts.Accuracy);
        Assert.Equal(1.0 / 3, counts.Precision);
        Assert.Equal(0.5, counts.Recall);
        Assert.Equal(new ConfusionCounts(0, 1, 1, 2), TwoClassMetrics.Confusion(Logits, Labels, threshold: 0.95));
    }

    [Fact]
    public void Metrics_OfDifferentLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TwoClassMetrics.LogLoss([1], [1, 0]));
        Assert.Throws<ArgumentException>(() => TwoClassMetrics.Confusion([1], [1, 0]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.9999, 3)]
    [InlineData(1, 3)]
    [InlineData(-5, 0)]
    [InlineData(5, 3)]
    public void Bin_OfFour_HoldsAQuarterEach(double score, int bin) => Assert.Equal(bin, ScoreHistogram.Bin(score, 4));

    [Fact]
    public void Bin_NotANumber_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ScoreHistogram.Bin(double.NaN, 4));
}
