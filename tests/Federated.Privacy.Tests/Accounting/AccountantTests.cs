using Federated.Privacy.Accounting;
using Federated.Privacy.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Privacy.Tests.Accounting;

public sealed class AccountantTests
{
    private static readonly LossDistributionAccountant LossDistribution = new();
    private static readonly RenyiAccountant Renyi = new();
    private static readonly GaussianAccountant Exact = new();
    private static readonly ConcentratedAccountant Concentrated = new();

    [Fact]
    public void Gaussian_AnyParameters_ExactIsLeast_ThenLossDistribution_ThenConcentrated() => Prop.ForAll(
        Gen.Choose(2, 200).SelectMany(tenths => Gen.Choose(1, 300).SelectMany(times => Gen.Choose(3, 10).Select(digits => (Multiplier: tenths / 10.0, Times: times, Delta: Math.Pow(10, -digits))))).ToArbitrary(),
        each =>
        {
            PrivacyEvent released = new RepeatedEvent(each.Times, new GaussianEvent(each.Multiplier));
            double exact = Exact.Epsilon(released, each.Delta, Adjacency.AddRemove);
            double distribution = LossDistribution.Epsilon(released, each.Delta, Adjacency.AddRemove);
            double concentrated = Concentrated.Epsilon(released, each.Delta, Adjacency.AddRemove);
            return distribution >= exact * (1 - 1e-9) && distribution <= (exact * 1.0003) + 1e-4 && concentrated >= exact && Renyi.Epsilon(released, each.Delta, Adjacency.AddRemove) >= concentrated * (1 - 1e-6);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(0.01, 1, 500)]
    [InlineData(0.3, 2, 20)]
    [InlineData(0.001, 0.6, 1000)]
    [InlineData(0.9, 0.8, 3)]
    public void Sampled_MoreNoiseFewerReleasesOrSmallerRate_SpendsLess(double rate, double multiplier, int times)
    {
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { LossDistribution, Renyi })
        {
            double epsilon = EpsilonOf(accountant, rate, multiplier, times);
            Assert.True(EpsilonOf(accountant, rate, multiplier * 1.2, times) < epsilon);
            Assert.True(EpsilonOf(accountant, rate, multiplier, times - 1) < epsilon);
            Assert.True(EpsilonOf(accountant, rate * 0.9, multiplier, times) < epsilon);
            Assert.True(accountant.Epsilon(Sampled(rate, multiplier, times), 1e-9, Adjacency.AddRemove) > epsilon);
        }

        Assert.True(EpsilonOf(LossDistribution, rate, multiplier, times) <= EpsilonOf(Renyi, rate, multiplier, times));
    }

    // The oracle integrates max(0, P − e^ε·Q) of one release on a fine line.
    [Theory]
    [InlineData(0.2, 0.7, 0.5)]
    [InlineData(0.01, 1.5, 0.001)]
    [InlineData(0.7, 3, 0.1)]
    public void LossDistribution_OneSampledRelease_IsTheIntegral(double rate, double multiplier, double epsilon)
    {
        double leaves = 0;
        double comes = 0;
        const double Step = 1e-4;
        for (double x = -12 * multiplier; x < 1 + (12 * multiplier); x += Step * multiplier)
        {
            double without = Math.Exp(-x * x / (2 * multiplier * multiplier)) / (multiplier * Math.Sqrt(2 * Math.PI));
            double with = (1 - rate) * without + (rate * Math.Exp(-(x - 1) * (x - 1) / (2 * multiplier * multiplier)) / (multiplier * Math.Sqrt(2 * Math.PI)));
            leaves += Math.Max(0, with - (Math.Exp(epsilon) * without)) * Step * multiplier;
            comes += Math.Max(0, without - (Math.Exp(epsilon) * with)) * Step * multiplier;
        }

        double found = LossDistribution.Delta(Sampled(rate, multiplier, 1), epsilon, Adjacency.AddRemove);
        Assert.InRange(found, Math.Max(leaves, comes) * (1 - 1e-6), (Math.Max(leaves, comes) * 1.002) + 1e-9);
    }

    [Fact]
    public void LossDistribution_ComposedUnlikeEvents_IsTheirBruteConvolution()
    {
        PrivacyEvent released = new ComposedEvent(new RepeatedEvent(2, new DiscreteGaussianEvent(1.5, 1)), new DiscreteGaussianEvent(0.8, 1));
        double[] wide = Masses(1.5);
        double[] narrow = Masses(0.8);
        double expected = 0;
        const double Epsilon = 1.7;
        for (int a = -20; a <= 20; a++)
        {
            for (int b = -20; b <= 20; b++)
            {
                for (int c = -20; c <= 20; c++)
                {
                    double loss = Loss(a, 1.5) + Loss(b, 1.5) + Loss(c, 0.8);
                    // Drawn around the sensitivity of 1.
                    if (loss > Epsilon)
                        expected += wide[a + 19 + 1] * wide[b + 19 + 1] * narrow[c + 19 + 1] * (1 - Math.Exp(Epsilon - loss));
                }
            }
        }

        Assert.Equal(1, LossDistribution.Delta(released, Epsilon, Adjacency.AddRemove) / expected, 1e-3);
        Assert.True(LossDistribution.Delta(released, Epsilon, Adjacency.AddRemove) >= expected * (1 - 1e-9));

        static double Loss(int value, double deviation) => ((2 * value) - 1) / (2 * deviation * deviation);
        static double[] Masses(double deviation) => [.. Enumerable.Range(-21, 44).Select(k => Federated.Privacy.Noise.DiscreteGaussianMoments.ProbabilityOf(deviation, k))];
    }

    [Fact]
    public void Epsilon_AndDelta_AreInverse()
    {
        PrivacyEvent released = Sampled(0.05, 1.1, 300);
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { LossDistribution, Renyi })
        {
            double epsilon = accountant.Epsilon(released, 1e-6, Adjacency.AddRemove);
            Assert.Equal(1e-6, accountant.Delta(released, epsilon, Adjacency.AddRemove), 1e-9);
        }

        PrivacyEvent plain = new GaussianEvent(1.3);
        Assert.Equal(1e-6, Exact.Delta(plain, Exact.Epsilon(plain, 1e-6, Adjacency.AddRemove), Adjacency.AddRemove), 1e-15);
        Assert.Equal(1e-6, Concentrated.Delta(plain, Concentrated.Epsilon(plain, 1e-6, Adjacency.AddRemove), Adjacency.AddRemove), 1e-12);
    }

    [Fact]
    public void LossDistribution_TinyDelta_StaysOnTheExactOne()
    {
        PrivacyEvent released = new RepeatedEvent(10_000, new GaussianEvent(200));
        foreach (double delta in new[] { 1e-3, 1e-9, 1e-15, 1e-19 })
            Assert.InRange(LossDistribution.Epsilon(released, delta, Adjacency.AddRemove) / Exact.Epsilon(released, delta, Adjacency.AddRemove), 1 - 1e-9, 1.0003);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Sampled_RateOfNoneOrAll_IsNothingOrThePlainEvent(double rate)
    {
        double expected = rate * Exact.Epsilon(new RepeatedEvent(7, new GaussianEvent(2)), 1e-5, Adjacency.AddRemove);
        Assert.Equal(expected, EpsilonOf(LossDistribution, rate, 2, 7), 1e-3);
        Assert.Equal(expected, Exact.Epsilon(Sampled(rate, 2, 7), 1e-5, Adjacency.AddRemove), 1e-12);
        Assert.InRange(EpsilonOf(Renyi, rate, 2, 7), expected, 1.2 * expected);
    }

    [Fact]
    public void Nothing_OfAnyForm_SpendsNothing()
    {
        PrivacyEvent[] events = [new NoEvent(), new ComposedEvent(), new RepeatedEvent(0, new GaussianEvent(1)), new RepeatedEvent(5, new NoEvent()), new PoissonSampledEvent(0.5, new NoEvent())];
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { LossDistribution, Renyi, Exact, Concentrated })
            Assert.All(events.Take(4), each => Assert.Equal(0, accountant.Epsilon(each, 1e-6, Adjacency.AddRemove)));
        Assert.Equal(0, Renyi.Epsilon(events[4], 1e-6, Adjacency.AddRemove));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e9)]
    public void Gaussian_ExtremeNoise_StaysOrdered(double multiplier)
    {
        PrivacyEvent released = new GaussianEvent(multiplier);
        double exact = Exact.Epsilon(released, 1e-5, Adjacency.AddRemove);
        Assert.True(double.IsFinite(exact));
        Assert.InRange(LossDistribution.Epsilon(released, 1e-5, Adjacency.AddRemove), exact * (1 - 1e-9), (exact * 1.001) + 1e-6);
        Assert.True(Renyi.Epsilon(released, 1e-5, Adjacency.AddRemove) >= exact);
    }

    [Fact]
    public void UnknownEvents_AreRefusedByEveryAccountant_AndNamed()
    {
        PrivacyEvent released = new ComposedEvent(new GaussianEvent(1), new RepeatedEvent(2, new UnsupportedEvent("exponential")));
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { LossDistribution, Renyi, Exact, Concentrated })
        {
            UnsupportedEventException refusal = Assert.Throws<UnsupportedEventException>(() => accountant.Epsilon(released, 1e-6, Adjacency.AddRemove));
            Assert.Equal(accountant.Name, refusal.Accountant);
            Assert.Throws<UnsupportedEventException>(() => accountant.Delta(released, 1, Adjacency.AddRemove));
        }

        Assert.Throws<UnsupportedEventException>(() => Concentrated.Epsilon(Sampled(0.1, 1, 1), 1e-6, Adjacency.AddRemove));
        Assert.Throws<UnsupportedEventException>(() => LossDistribution.Epsilon(new ZeroConcentratedEvent(0.1), 1e-6, Adjacency.AddRemove));
        Assert.Throws<UnsupportedEventException>(() => Renyi.Epsilon(Sampled(0.1, 1, 1), 1e-6, Adjacency.Substitute));
        Assert.Throws<UnsupportedEventException>(() => LossDistribution.Epsilon(Sampled(0.1, 1, 1), 1e-6, Adjacency.Substitute));
        Assert.Throws<UnsupportedEventException>(() => Renyi.Epsilon(new PoissonSampledEvent(0.1, new LaplaceEvent(1)), 1e-6, Adjacency.AddRemove));
    }

    [Fact]
    public void DistributedNoise_UnderSubstitution_CostsTwiceTheSensitivity()
    {
        PrivacyEvent once = new DistributedDiscreteGaussianEvent(new DistributedNoise(100, 10, 1, 1e-4, 1, 0.5));
        double half = Renyi.Epsilon(once, 1e-6, Adjacency.AddRemove);
        Assert.InRange(Renyi.Epsilon(once, 1e-6, Adjacency.Substitute), 1.9 * half, 2.5 * half);
        Assert.InRange(Concentrated.Epsilon(once, 1e-6, Adjacency.AddRemove), 0.95 * half, half * 1.0001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1e-5)]
    [InlineData(double.NaN)]
    public void Delta_OutOfRange_IsRefused(double delta)
    {
        foreach (IPrivacyAccountant accountant in new IPrivacyAccountant[] { LossDistribution, Renyi, Exact, Concentrated })
            Assert.Throws<PrivacyParameterException>(() => accountant.Epsilon(new GaussianEvent(1), delta, Adjacency.AddRemove));
    }

    [Fact]
    public void Statement_SaysEverythingThatAnEpsilonNeeds()
    {
        PrivacyStatement statement = PrivacyStatement.Of(Renyi, new ComposedEvent(Sampled(0.1, 1, 2), new LaplaceEvent(3)), 1e-5, PrivacyUnit.Customer, Adjacency.AddRemove);
        Assert.Equal("poisson_sampled(gaussian), laplace", statement.Mechanism);
        Assert.EndsWith("at δ = 1E-05 for a customer (add-remove), poisson_sampled(gaussian), laplace by rdp", statement.ToString(), StringComparison.Ordinal);
    }

    private static RepeatedEvent Sampled(double rate, double multiplier, int times) => new RepeatedEvent(times, new PoissonSampledEvent(rate, new GaussianEvent(multiplier)));

    private static double EpsilonOf(IPrivacyAccountant accountant, double rate, double multiplier, int times) => accountant.Epsilon(Sampled(rate, multiplier, times), 1e-5, Adjacency.AddRemove);
}
