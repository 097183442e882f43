using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Metrics;

public sealed class OffPolicySumsTests
{
    [Fact]
    public void Estimate_RowsByHand_AreTheFormulas()
    {
        // (logged, chance, reward, expected, expected of policy)
        (double P, double Q, double R, double E, double V)[] rows = [(0.5, 1, 1, 0.4, 0.4), (0.25, 0.5, 0, 0.2, 0.3), (0.1, 0.9, 2, 1, 0.5)];
        var sums = new OffPolicySums(4);
        foreach (var (p, q, r, e, v) in rows)
            sums.Add(p, q, r, e, v, q > 0.6);

        double[] weights = [2, 2, 4];
        double weighted = (2 + 0 + 8) / 3.0, normalised = 10 / 8.0, robust = (0.4 + (2 * 0.6) + 0.3 + (2 * -0.2) + 0.5 + (4 * 1)) / 3.0;
        Assert.Equal(weighted, sums.Estimate(OffPolicyEstimator.Weighted).Estimate, 1e-12);
        Assert.Equal(normalised, sums.Estimate(OffPolicyEstimator.SelfNormalised).Estimate, 1e-12);
        Assert.Equal(robust, sums.Estimate(OffPolicyEstimator.DoublyRobust).Estimate, 1e-12);
        Assert.Equal(1.5, sums.Estimate(OffPolicyEstimator.Replay).Estimate, 1e-12);
        double deviation = Math.Sqrt(new double[] { 2, 0, 8 }.Sum(term => Math.Pow(term - weighted, 2)) / 2 / 3);
        double doubt = Math.Sqrt(1 + (1.644854 * Math.Sqrt(2 / (64.0 / 24))));
        Assert.Equal(1.959964 * doubt * deviation, sums.Estimate(OffPolicyEstimator.Weighted).Upper - weighted, 1e-5);
        double delta = Math.Sqrt(rows.Zip(weights, (row, weight) => Math.Pow(weight * (row.R - normalised), 2)).Sum()) / 8;
        Assert.Equal(1.959964 * doubt * delta, normalised - sums.Estimate(OffPolicyEstimator.SelfNormalised).Lower, 1e-5);
        Assert.Equal((3, 1, 2), (sums.Rows, sums.Clipped, sums.Matches));
        Assert.Equal(64.0 / 24, sums.EffectiveRows, 1e-12);
    }

    [Fact]
    public void Add_AnyRow_StaysWithinWhatOneRowMayAdd()
    {
        var generator = new SeededGenerator(3);
        double[] most = OffPolicySums.MostOfARow(5, 2);
        for (int row = 0; row < 500; row++)
        {
            double Reward() => (4 * generator.NextDouble()) - 2;
            var sums = new OffPolicySums(5);
            sums.Add(Math.Max(1e-3, generator.NextDouble() * generator.NextDouble()), generator.NextDouble(), Reward(), Reward(), Reward(), generator.NextBelow(2) == 0);
            Assert.All(sums.Vector.ToArray().Zip(most), pair => Assert.InRange(Math.Abs(pair.First), 0, pair.Second));
        }
    }

    [Fact]
    public void Estimate_WithoutRows_IsNoNumber()
    {
        var sums = new OffPolicySums(10);
        Assert.All(Enum.GetValues<OffPolicyEstimator>(), estimator => Assert.True(double.IsNaN(sums.Estimate(estimator).Estimate)));
        Assert.Equal(0, sums.EffectiveRows);
    }

    [Fact]
    public void Add_FaultyRow_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new OffPolicySums(0.5));
        Assert.Throws<ArgumentException>(() => new OffPolicySums(5).Add(0, 1, 1, 1, 1, true));
        Assert.Throws<ArgumentException>(() => new OffPolicySums(5).Add(0.5, 1.1, 1, 1, 1, true));
        Assert.Throws<ArgumentException>(() => new OffPolicySums(5).Add(0.5, 1, double.NaN, 1, 1, true));
    }
}
