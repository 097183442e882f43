using System.Numerics;
using Federated.Privacy.Noise;

namespace Federated.Privacy.Tests.Noise;

public sealed class SamplerTests
{
    private const double MostScore = 5;

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(60)]
    public void DiscreteGaussian_AMillionDraws_AreThoseOfThePaper(double deviation)
    {
        long[] draws = Draws.Of(new DiscreteGaussian(deviation), 1_000_000, 1);
        Assert.InRange(Draws.ChiSquareScore(draws, value => DiscreteGaussianMoments.ProbabilityOf(deviation, value), (long)(9 * deviation) + 2), -MostScore, MostScore);
    }

    // Two tables from 512 on: the sums have to look like one discrete Gaussian, not like a comb.
    [Theory]
    [InlineData(700.5)]
    [InlineData(3000)]
    public void DiscreteGaussian_OfSeveralTables_HasNoComb(double deviation)
    {
        long[] draws = Draws.Of(new DiscreteGaussian(deviation), 1_000_000, 2);
        Assert.InRange(Draws.ChiSquareScore(draws, value => DiscreteGaussianMoments.ProbabilityOf(deviation, value), (long)(6 * deviation)), -MostScore, MostScore);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(1e5)]
    [InlineData(3e7)]
    [InlineData(1e12)]
    public void DiscreteGaussian_Parts_AddUpToTheVariance_AndOverlap(double deviation)
    {
        (double Deviation, long Stride)[] parts = [.. DiscreteGaussian.Parts(deviation)];
        Assert.Equal(deviation, Math.Sqrt(parts.Sum(part => part.Deviation * part.Deviation * part.Stride * part.Stride)), 1e-12 * deviation);
        double inner = parts[0].Deviation;
        foreach (var (own, stride) in parts.Skip(1))
        {
            double outer = own * stride;
            double both = Math.Sqrt((inner * inner) + (outer * outer));
            // s = σ_x·σ_y/σ with σ_y in strides.
            Assert.True(inner * own / both >= 1.3, $"{inner} with {own} x {stride}");
            inner = both;
        }

        Assert.All(parts, part => Assert.InRange(part.Deviation, 0, 512));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(7, 3)]
    [InlineData(100, 1)]
    public void ExactDiscreteGaussian_Draws_AreThoseOfThePaper(int numerator, int denominator)
    {
        double deviation = Math.Sqrt(numerator / (double)denominator);
        long[] draws = Draws.Of(new ExactDiscreteGaussian(new RationalNumber(numerator, denominator)), 200_000, 3);
        Assert.InRange(Draws.ChiSquareScore(draws, value => DiscreteGaussianMoments.ProbabilityOf(deviation, value), (long)(9 * deviation) + 2), -MostScore, MostScore);
    }

    [Fact]
    public void ExactDiscreteGaussian_HugeVariance_HasItsSpread()
    {
        BigInteger deviation = BigInteger.Parse("9999999999999999999999");
        ExactDiscreteGaussian sampler = new(new RationalNumber(deviation * deviation, 1));
        using StreamOfSeed random = new(4);
        double[] scaled = [.. Enumerable.Range(0, 4000).Select(_ => (double)sampler.Next(random) / (double)deviation)];
        Assert.InRange(scaled.Average(), -0.08, 0.08);
        Assert.InRange(scaled.Average(value => value * value), 0.9, 1.1);
    }

    [Fact]
    public void ExactAndFast_TailsOfAMillion_AgreeWithThePaper()
    {
        const double Deviation = 5;
        long[] fast = Draws.Of(new DiscreteGaussian(Deviation), 1_000_000, 5);
        foreach (int bound in new[] { 15, 18, 20 })
        {
            double expected = 1_000_000 * 2 * Enumerable.Range(bound, 60).Sum(k => DiscreteGaussianMoments.ProbabilityOf(Deviation, k));
            Assert.InRange(fast.Count(value => Math.Abs(value) >= bound), expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Fact]
    public void Fast_KullbackLeiblerFromThePaper_IsThatOfAFiniteSample()
    {
        const int Count = 1_000_000;
        long[] draws = Draws.Of(new DiscreteGaussian(10), Count, 6);
        double divergence = draws.GroupBy(value => value).Sum(group => group.Count() / (double)Count * Math.Log(group.Count() / (double)Count / DiscreteGaussianMoments.ProbabilityOf(10, group.Key)));
        // (cells − 1)/(2n) on average.
        Assert.InRange(divergence, 0, 1e-4);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 2)]
    [InlineData(40, 1)]
    public void DiscreteLaplace_Draws_AreThoseOfThePaper(int numerator, int denominator)
    {
        double scale = numerator / (double)denominator;
        DiscreteLaplace sampler = new(new RationalNumber(numerator, denominator));
        long[] draws = Draws.Of(sampler, 200_000, 7);
        Assert.InRange(Draws.ChiSquareScore(draws, value => Math.Tanh(1 / (2 * scale)) * Math.Exp(-Math.Abs(value) / scale), (long)(20 * scale) + 2), -MostScore, MostScore);
        Assert.InRange(draws.Average(value => (double)value * value) / sampler.Variance, 0.95, 1.05);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(12)]
    [InlineData(900)]
    public void Skellam_AMillionDraws_AreDifferencesOfPoissonNumbers(double variance)
    {
        // The oracle convolves two Poisson distributions, each by its recurrence.
        double[] poisson = new double[(int)((variance / 2) + (9 * Math.Sqrt(variance)) + 30)];
        poisson[0] = Math.Exp(-variance / 2);
        for (int k = 1; k < poisson.Length; k++)
            poisson[k] = poisson[k - 1] * variance / 2 / k;
        double Probability(long value) => Enumerable.Range(0, poisson.Length - (int)Math.Abs(value)).Sum(k => poisson[k] * poisson[k + Math.Abs(value)]);
        long[] draws = Draws.Of(new Skellam(variance), 1_000_000, 8);
        long reach = Math.Min(poisson.Length - 1, (long)(7 * Math.Sqrt(variance)) + 8);
        Assert.InRange(Draws.ChiSquareScore(draws, Probability, reach), -MostScore, MostScore);
    }

    [Theory]
    [InlineData(1e5)]
    [InlineData(1e9)]
    public void Skellam_LargeVariance_HasItsMoments(double variance)
    {
        long[] draws = Draws.Of(new Skellam(variance), 200_000, 9);
        Assert.InRange(draws.Average() / Math.Sqrt(variance), -0.012, 0.012);
        Assert.InRange(draws.Average(value => (double)value * value) / variance, 0.98, 1.02);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5000)]
    public void PoissonWeights_BySaddlePoint_AreThoseOfTheRecurrence(double mean)
    {
        double[] weights = Skellam.PoissonWeights(mean);
        double total = weights.Sum();
        Assert.Equal(1, total, 1e-12);
        long first = (long)Math.Max(0, Math.Floor(mean - ((8.5 * Math.Sqrt(mean)) + 40)));
        for (int i = 1; i < weights.Length; i++)
        {
            if (weights[i - 1] > 1e-30)
                Assert.Equal(mean / (first + i), weights[i] / weights[i - 1], 5e-12);
        }
    }

    [Fact]
    public void Constructors_ImpossibleNoise_IsRefused()
    {
        Assert.All(new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e13 }, value => Assert.Throws<PrivacyParameterException>(() => new DiscreteGaussian(value)));
        Assert.All(new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e10 }, value => Assert.Throws<PrivacyParameterException>(() => new Skellam(value)));
        Assert.Throws<PrivacyParameterException>(() => new ExactDiscreteGaussian(new RationalNumber(0, 1)));
        Assert.Throws<PrivacyParameterException>(() => new ExactDiscreteGaussian(default));
        Assert.Throws<PrivacyParameterException>(() => new DiscreteLaplace(new RationalNumber(0, 1)));
        Assert.Throws<PrivacyParameterException>(() => new RationalNumber(1, 0));
        Assert.Throws<PrivacyParameterException>(() => new RationalNumber(-1, 1));
    }

    [Fact]
    public void RationalNumber_OfADouble_IsExact()
    {
        RationalNumber tenth = RationalNumber.Of(0.1);
        Assert.Equal(BigInteger.Parse("3602879701896397"), tenth.Numerator);
        Assert.Equal(BigInteger.One << 55, tenth.Denominator);
        Assert.Equal(new RationalNumber(9, 4), RationalNumber.Of(1.5).Squared());
    }
}
