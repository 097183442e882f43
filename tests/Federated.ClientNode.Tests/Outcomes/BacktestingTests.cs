using Federated.ClientNode.Outcomes;
using Federated.ClientNode.Scoring;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.ClientNode.Tests.Outcomes;

public class BacktestingTests
{
    private static readonly ScoringRun Run = new(1, new DateTimeOffset(2026, 8, 20, 0, 0, 0, TimeSpan.Zero), "churn-1", "m", 1_000, [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f]);

    [Fact]
    public void Of_ScoresThatCameTrue_HasSmallErrorAndHighLift()
    {
        var (scores, labels) = Sample(4_000);
        var result = Backtesting.Of(Run, scores, labels);
        Assert.Equal((1_000, 4_000, labels.Count(label => label > 0)), (result.Scored, result.Matched, result.Positives));
        Assert.Equal(AreaUnderCurve.Exact(scores, labels), result.AreaUnderCurve.Value);
        Assert.InRange(result.CalibrationError, 0, 0.03);
        Assert.Equal(CumulativeGain.Lift(scores, labels, 400), result.LiftAtTenth.Value);
        Assert.Equal(10, result.Groups.Count);
        Assert.All(result.Groups, group => Assert.InRange(group.MeanScore, (group.Group - 1) / 10.0, group.Group / 10.0));
        Assert.Equal(4_000, result.Groups.Sum(group => group.Rows));
    }

    [Fact]
    public void Of_AreaUnderCurve_HasAboutTheIntervalOfTheBootstrap()
    {
        var (scores, labels) = Sample(600);
        var bootstrap = BootstrapInterval.Percentile(scores.Length, rows => AreaUnderCurve.Exact(Pick(scores, rows), Pick(labels, rows)), new SeededGenerator(3), resamples: 400);
        var interval = Backtesting.Of(Run, scores, labels).AreaUnderCurve;
        Assert.Equal(bootstrap.Lower, interval.Low!.Value, 0.012);
        Assert.Equal(bootstrap.Upper, interval.High!.Value, 0.012);
    }

    [Fact]
    public void Of_OneClass_HasNoAreaAndSaysNothingThatIsNotKnown()
    {
        var result = Backtesting.Of(Run, [0.2f, 0.8f], [0, 0]);
        Assert.True(double.IsNaN(result.AreaUnderCurve.Value));
        Assert.False(result.AreaUnderCurve.HasInterval);
        Assert.True(double.IsNaN(result.LiftAtTenth.Value));
        Assert.Equal(0.5, result.CalibrationError, 6);
    }

    [Fact]
    public void Of_Nothing_IsEmpty()
    {
        var result = Backtesting.Of(Run, [], []);
        Assert.Equal(0, result.Matched);
        Assert.Empty(result.Groups);
        Assert.True(double.IsNaN(result.CalibrationError));
    }

    private static (float[] Scores, float[] Labels) Sample(int rows)
    {
        var generator = new SeededGenerator(7);
        float[] scores = [.. Enumerable.Range(0, rows).Select(_ => generator.NextBelow(1_000_000) / 1_000_000f)];
        return (scores, [.. scores.Select(score => generator.NextBelow(1_000_000) < score * 1_000_000 ? 1f : 0f)]);
    }

    private static float[] Pick(float[] values, ReadOnlySpan<int> rows)
    {
        var picked = new float[rows.Length];
        for (var row = 0; row < rows.Length; row++)
            picked[row] = values[rows[row]];
        return picked;
    }
}
