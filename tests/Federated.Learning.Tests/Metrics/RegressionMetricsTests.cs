using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class RegressionMetricsTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("regression");
    private static readonly float[] Targets = Fixture.Singles("targets");
    private static readonly float[] Predictions = Fixture.Singles("predictions");

    [Theory]
    [InlineData("")]
    [InlineData("_weighted")]
    public void RegressionMetrics_AnyRows_EqualThePeer(string suffix)
    {
        float[] weights = suffix.Length > 0 ? Fixture.Singles("weights") : [];

        Assert.Equal(Fixture.Number("rmse" + suffix), RegressionMetrics.RootMeanSquaredError(Predictions, Targets, weights), 1e-9);
        Assert.Equal(Fixture.Number("mae" + suffix), RegressionMetrics.MeanAbsoluteError(Predictions, Targets, weights), 1e-9);
        Assert.Equal(Fixture.Number("mape" + suffix), RegressionMetrics.MeanAbsolutePercentageError(Predictions, Targets, weights), 1e-9);
        Assert.Equal(Fixture.Number("wape" + suffix), RegressionMetrics.WeightedAbsolutePercentageError(Predictions, Targets, weights), 1e-9);
        Assert.Equal(Fixture.Number("r2" + suffix), RegressionMetrics.Determination(Predictions, Targets, weights), 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void MeanAbsoluteScaledError_SeasonalHistory_EqualsTheDefinition(int season)
        => Assert.Equal(Fixture.Number($"mase_{season}"), RegressionMetrics.MeanAbsoluteScaledError(Predictions, Targets, Fixture.Singles("history"), season), 1e-9);

    [Fact]
    public void RegressionMetrics_ExactPredictions_ArePerfect()
    {
        Assert.Equal(0, RegressionMetrics.RootMeanSquaredError(Targets, Targets));
        Assert.Equal(0, RegressionMetrics.WeightedAbsolutePercentageError(Targets, Targets));
        Assert.Equal(1, RegressionMetrics.Determination(Targets, Targets));
    }

    [Fact]
    public void Determination_ConstantTarget_IsOneOrZero()
    {
        Assert.Equal(1, RegressionMetrics.Determination([2, 2], [2, 2]));
        Assert.Equal(0, RegressionMetrics.Determination([2, 3], [2, 2]));
    }

    [Fact]
    public void RegressionMetrics_UnusableRows_AreRefusedByName()
    {
        Assert.Contains("Row 1 has prediction NaN", Assert.Throws<ArgumentException>(() => RegressionMetrics.MeanAbsoluteError([1, float.NaN], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0 has target", Assert.Throws<ArgumentException>(() => RegressionMetrics.Determination([1], [float.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.Contains("needs at least 13", Assert.Throws<ArgumentException>(() => RegressionMetrics.MeanAbsoluteScaledError([1], [1], new float[12], 12)).Message, StringComparison.Ordinal);
    }
}
