using Federated.Learning.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Metrics;

public sealed class AreaUnderCurveTests
{
    [Fact]
    public void Exact_HandComputedRows_GivesTheShareOfOrderedPairs()
    {
        // Positives score 0.9 and 0.4, negatives 0.4 and 0.1: 3 pairs are in order and one is tied.
        Assert.Equal(3.5 / 4, AreaUnderCurve.Exact([0.9f, 0.4f, 0.4f, 0.1f], [1, 1, 0, 0]), 1e-12);
        Assert.Equal(0.5, AreaUnderCurve.Exact([2, 2, 2], [1, 0, 1]));
        Assert.Equal(0, AreaUnderCurve.Exact([1, 2], [1, 0]));
    }

    [Fact]
    public void Exact_OneClassOnly_IsNotANumber() => Assert.Equal(double.NaN, AreaUnderCurve.Exact([1, 2], [1, 1]));

    [Fact]
    public void Exact_NotANumberAsScore_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => AreaUnderCurve.Exact([float.NaN, 1], [0, 1]));
        Assert.Throws<ArgumentException>(() => AreaUnderCurve.Exact([1], [0, 1]));
    }

    [Fact]
    public void Exact_AnyRows_EqualsTheCountOverAllPairs()
    {
        Gen<(int Score, bool Positive)[]> rows = Gen.Choose(0, 20).Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf();
        Prop.ForAll(rows.ToArbitrary(), table =>
        {
            float[] scores = [.. table.Select(row => (float)row.Score)];
            float[] labels = [.. table.Select(row => row.Positive ? 1f : 0f)];

            Assert.Equal(ByPairs(table), AreaUnderCurve.Exact(scores, labels), 1e-12);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FromHistograms_AnyRows_EqualsTheExactAreaOfTheBinnedScores()
    {
        Gen<(int Bin, bool Positive)[]> rows = Gen.Choose(0, 15).Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf();
        Prop.ForAll(rows.ToArbitrary(), table =>
        {
            long[] positives = new long[16], negatives = new long[16];
            foreach ((int bin, bool positive) in table)
                (positive ? positives : negatives)[bin]++;

            Assert.Equal(ByPairs(table), AreaUnderCurve.FromHistograms(positives, negatives), 1e-12);
        }).QuickCheckThrowOnFailure();
    }

    private static double ByPairs((int Score, bool Positive)[] table)
    {
        double wins = 0, pairs = 0;
        foreach (int positive in table.Where(row => row.Positive).Select(row => row.Score))
        {
            foreach (int negative in table.Where(row => !row.Positive).Select(row => row.Score))
            {
                pairs++;
                wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
            }
        }

        return wins / pairs;
    }
}
