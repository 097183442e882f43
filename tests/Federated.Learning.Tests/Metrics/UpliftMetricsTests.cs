using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class UpliftMetricsTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("uplift");
    private static readonly float[] Scores = Fixture.Singles("scores");
    private static readonly float[] Responses = Fixture.Singles("responses");
    private static readonly bool[] Treated = Fixture.Booleans("treated");

    [Fact]
    public void UpliftMetrics_TiedScores_EqualTheDefinition()
    {
        Assert.Equal(Fixture.Number("qini"), UpliftMetrics.Qini(Scores, Responses, Treated), 1e-9);
        Assert.Equal(Fixture.Number("auuc"), UpliftMetrics.AreaUnderUpliftCurve(Scores, Responses, Treated), 1e-9);
    }

    [Fact]
    public void UpliftMetrics_ConstantScore_FollowTheStraightLine()
    {
        var constant = new float[Scores.Length];
        double ofTreated = Responses.Where((_, row) => Treated[row]).Average(), ofControls = Responses.Where((_, row) => !Treated[row]).Average();

        Assert.Equal(0, UpliftMetrics.Qini(constant, Responses, Treated), 1e-12);
        Assert.Equal((ofTreated - ofControls) / 2, UpliftMetrics.AreaUnderUpliftCurve(constant, Responses, Treated), 1e-7);
    }

    [Fact]
    public void Qini_HandComputedRows_IsTheAreaAboveTheLine()
    {
        // Points of the curve at φ = 0, ¼, ½, ¾, 1: treated and responded, control, treated, control and responded: 0, ½, ½, ½, 0.
        Assert.Equal((0.25 + 0.5 + 0.5 + 0.25) / 4, UpliftMetrics.Qini([4, 3, 2, 1], [1, 0, 0, 1], [true, false, true, false]), 1e-15);
    }

    [Fact]
    public void UpliftMetrics_OneGroupOnly_IsRefused()
        => Assert.Contains("both must occur", Assert.Throws<ArgumentException>(() => UpliftMetrics.Qini([1, 2], [0, 1], [true, true])).Message, StringComparison.Ordinal);
}
