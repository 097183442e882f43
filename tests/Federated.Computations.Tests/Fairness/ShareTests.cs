using Federated.Computations.Fairness;
using Federated.Learning.Metrics;

namespace Federated.Computations.Tests.Fairness;

public sealed class ShareTests
{
    // Newcombe 1998 (Statistics in Medicine 17:873), table II, method 10, examples (a) and (b).
    [Theory]
    [InlineData(56, 70, 48, 80, 0.2000, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6000, 0.1705, 0.8090)]
    public void Less_PublishedExample_HasThePublishedInterval(int hits, int rows, int otherHits, int otherRows, double difference, double lower, double upper)
    {
        ConfidenceInterval interval = new Share(hits, rows).Less(new Share(otherHits, otherRows));

        Assert.Equal(difference, interval.Estimate, 1e-4);
        Assert.Equal(lower, interval.Lower, 1e-4);
        Assert.Equal(upper, interval.Upper, 1e-4);
    }

    [Fact]
    public void Over_TwoShares_IsTheRatioWithTheLogInterval()
    {
        ConfidenceInterval interval = Assert.IsType<ConfidenceInterval>(new Share(30, 100).Over(new Share(20, 100)));
        double error = Math.Sqrt((1.0 / 30) - (1.0 / 100) + (1.0 / 20) - (1.0 / 100));

        Assert.Equal(1.5, interval.Estimate, 1e-12);
        Assert.Equal(Math.Log(1.5) - (1.959964 * error), Math.Log(interval.Lower), 1e-6);
        Assert.Equal(Math.Log(1.5) + (1.959964 * error), Math.Log(interval.Upper), 1e-6);
        Assert.Null(new Share(0, 100).Over(new Share(20, 100)));
        Assert.Null(new Share(1, 100).Over(new Share(0, 100)));
    }

    [Fact]
    public void Interval_NoneOrAll_StaysWithinTheUnit()
    {
        Assert.Equal(0, new Share(0, 10).Interval.Lower);
        Assert.Equal(0.2775, new Share(0, 10).Interval.Upper, 1e-4);
        Assert.Equal(1, new Share(10, 10).Interval.Upper);
        Assert.Null(Share.Of(0, 0));
    }
}
