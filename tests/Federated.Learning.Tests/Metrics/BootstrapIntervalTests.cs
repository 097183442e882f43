using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Metrics;

public sealed class BootstrapIntervalTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("bootstrap");
    private static readonly float[] Values = Fixture.Singles("sample");
    private static readonly int Resamples = (int)Fixture.Number("resamples");
    private static readonly double Level = Fixture.Number("level");

    [Fact]
    public void Percentile_SameDraws_EqualsThePeer()
        => Require("percentile", BootstrapInterval.Percentile(Values.Length, Variance, Generator(), Resamples, Level));

    [Fact]
    public void BiasCorrected_SkewedStatistic_EqualsThePeer()
        => Require("bca", BootstrapInterval.BiasCorrected(Values.Length, Variance, Generator(), Resamples, Level));

    [Fact]
    public void Percentile_SameSeed_GivesTheSameInterval()
        => Assert.Equal(BootstrapInterval.Percentile(40, Variance, Generator()), BootstrapInterval.Percentile(40, Variance, Generator()));

    [Fact]
    public void Percentile_AreaUnderCurveWithOnePositive_RedrawsSamplesWithout()
    {
        float[] scores = [1, 2, 3, 4, 5, 6], labels = [0, 0, 0, 1, 0, 0];
        ConfidenceInterval interval = BootstrapInterval.Percentile(
            6, rows => AreaUnderCurve.Exact([.. rows.ToArray().Select(row => scores[row])], [.. rows.ToArray().Select(row => labels[row])]), new SeededGenerator(1), 200);

        Assert.Equal(0.6, interval.Estimate, 1e-12);
        Assert.InRange(interval.Lower, 0, 0.6);
        Assert.InRange(interval.Upper, 0.6, 1);
    }

    [Fact]
    public void Intervals_ConstantStatistic_AreAPoint()
    {
        Assert.Equal(new ConfidenceInterval(3, 3, 3, 0.95), BootstrapInterval.Percentile(5, _ => 3, Generator(), 10));
        Assert.Equal(new ConfidenceInterval(3, 3, 3, 0.95), BootstrapInterval.BiasCorrected(5, _ => 3, Generator(), 10));
    }

    [Fact]
    public void BiasCorrected_SymmetricStatisticWithManyTies_IsSymmetric()
    {
        int[] signs = [-1, 1, -1, 1];
        ConfidenceInterval interval = BootstrapInterval.BiasCorrected(4, rows => rows.ToArray().Average(row => signs[row]), Generator());

        Assert.Equal(new ConfidenceInterval(0, -1, 1, 0.95), interval);
    }

    [Fact]
    public void Intervals_StatisticThatIsNeverANumber_AreRefused()
    {
        Assert.Contains("NaN on all rows", Assert.Throws<ArgumentException>(() => BootstrapInterval.Percentile(3, _ => double.NaN, Generator())).Message, StringComparison.Ordinal);
        int calls = 0;
        Assert.Contains("samples in a row", Assert.Throws<ArgumentException>(() => BootstrapInterval.Percentile(3, _ => calls++ == 0 ? 1 : double.NaN, Generator())).Message, StringComparison.Ordinal);
        Assert.Contains("without row 0", Assert.Throws<ArgumentException>(() => BootstrapInterval.BiasCorrected(3, rows => rows.Length == 3 ? 1 : double.NaN, Generator())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.Percentile(3, _ => 1, Generator(), level: 1));
    }

    [Fact]
    public void NormalDistribution_FiveDeviationsEitherWay_EqualsThePeer()
    {
        double[] points = Fixture.Numbers("normal_points"), expected = Fixture.Numbers("normal_cumulative");

        Assert.All(Enumerable.Range(0, points.Length), index => Assert.Equal(expected[index], NormalDistribution.Cumulative(points[index]), 1e-14));
        Assert.All(Enumerable.Range(0, points.Length), index => Assert.Equal(points[index], NormalDistribution.Quantile(expected[index]), 1e-8));
    }

    private static SeededGenerator Generator() => new((ulong)Fixture.Number("seed"));

    private static double Variance(ReadOnlySpan<int> rows)
    {
        double mean = 0, sum = 0;
        foreach (int row in rows)
            mean += Values[row];
        mean /= rows.Length;
        foreach (int row in rows)
            sum += (Values[row] - mean) * (Values[row] - mean);
        return sum / rows.Length;
    }

    private static void Require(string name, ConfidenceInterval interval)
    {
        Assert.Equal(Fixture.Number("estimate"), interval.Estimate, 1e-9);
        Assert.Equal(Fixture.Numbers(name)[0], interval.Lower, 1e-9);
        Assert.Equal(Fixture.Numbers(name)[1], interval.Upper, 1e-9);
    }
}
