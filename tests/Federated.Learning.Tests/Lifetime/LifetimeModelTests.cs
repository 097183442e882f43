using System.Collections.Immutable;
using Federated.Learning.Lifetime;
using Federated.Learning.Linear;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Lifetime;

public sealed class LifetimeModelTests
{
    private static readonly BetaGeometricModel Published = new(0.243, 4.414, 0.793, 2.426);

    [Fact]
    public void BetaGeometricStatistics_AnyParameters_AreTheDerivativesOfTheLoss()
    {
        PurchaseHistory[] customers = LifetimeFixture.Customers[..40];
        Prop.ForAll(Logs(4), logs => AssertDerivatives(logs, at =>
        {
            var statistics = new BetaGeometricStatistics(at);
            statistics.Add(customers);
            return statistics;
        })).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void GammaGammaStatistics_AnyParameters_AreTheDerivativesOfTheLoss()
    {
        SpendHistory[] customers = LifetimeFixture.Spends[..40];
        Prop.ForAll(Logs(3), logs => AssertDerivatives(logs, at =>
        {
            var statistics = new GammaGammaStatistics(at);
            statistics.Add(customers);
            return statistics;
        })).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void LikelihoodNewton_BuyingOfSimulatedCustomers_FindsScipysMaximum()
    {
        LikelihoodNewton fit = Fit([0, 0, 0, 0], at =>
        {
            var statistics = new BetaGeometricStatistics(at);
            statistics.Add(LifetimeFixture.Customers);
            return statistics;
        });

        Assert.True(fit.Converged);
        Assert.InRange(fit.Passes, 3, 20);
        ClassicalFixture.AssertClose([LifetimeFixture.Root.GetProperty("buying").GetProperty("loss").GetDouble()], [fit.BestObjective], 1e-9);
        ClassicalFixture.AssertClose(LifetimeFixture.Doubles(LifetimeFixture.Root.GetProperty("buying").GetProperty("logs")), fit.Parameters, 1e-5);
    }

    [Fact]
    public void LikelihoodNewton_SpendingOfSimulatedCustomers_FindsScipysMaximum()
    {
        LikelihoodNewton fit = Fit([0, 0, 0], at =>
        {
            var statistics = new GammaGammaStatistics(at);
            statistics.Add(LifetimeFixture.Spends);
            return statistics;
        });

        Assert.True(fit.Converged);
        ClassicalFixture.AssertClose([LifetimeFixture.Root.GetProperty("spending").GetProperty("loss").GetDouble()], [fit.BestObjective], 1e-9);
        ClassicalFixture.AssertClose(LifetimeFixture.Doubles(LifetimeFixture.Root.GetProperty("spending").GetProperty("logs")), fit.Parameters, 1e-5);
    }

    [Fact]
    public void ExpectedPurchases_PublishedParameters_AreScipysHypergeometricFormula()
    {
        double[] horizons = LifetimeFixture.Doubles(LifetimeFixture.Root.GetProperty("horizons"));
        double[][] cases = LifetimeFixture.Rows("cases"), expected = LifetimeFixture.Rows("expected");
        for (int index = 0; index < cases.Length; index++)
        {
            var customer = new PurchaseHistory((long)cases[index][0], cases[index][1], cases[index][2]);
            ClassicalFixture.AssertClose(expected[index], [.. horizons.Select(time => Published.ExpectedPurchases(customer, time))], 1e-9);
        }
    }

    [Fact]
    public void ExpectedPurchases_ShapesAroundTheSingularities_AreContinuous()
    {
        var customer = new PurchaseHistory(3, 20, 39);
        foreach ((double a, double b) in new[] { (1.0, 2.0), (0.4, 0.6), (1.0, 1e-9) })
        {
            double at = new BetaGeometricModel(0.5, 5, a, b).ExpectedPurchases(customer, 39);
            double near = new BetaGeometricModel(0.5, 5, a + 1e-7, b).ExpectedPurchases(customer, 39);
            Assert.Equal(at, near, 1e-5 * at);
            Assert.InRange(new BetaGeometricModel(0.5, 5, a, b).ExpectedPurchases(39), 0, 39 * 0.5 / 5);
        }
    }

    [Fact]
    public void ExpectedPurchases_NobodyLeaves_IsTheRateTimesTheTime()
    {
        var loyal = new BetaGeometricModel(2, 10, 1e-9, 5);
        Assert.Equal((2 + 3.0) / (10 + 30) * 12, loyal.ExpectedPurchases(new PurchaseHistory(3, 29, 30), 12), 1e-6);
    }

    [Fact]
    public void ProbabilityAlive_LongSilence_FallsBelowThatOfARecentBuyer()
    {
        double recent = Published.ProbabilityAlive(new PurchaseHistory(10, 38, 39)), silent = Published.ProbabilityAlive(new PurchaseHistory(10, 8, 39));
        Assert.InRange(recent, 0.8, 1);
        Assert.InRange(silent, 0, 0.05);
        Assert.Equal(1, Published.ProbabilityAlive(new PurchaseHistory(0, 0, 39)));
    }

    [Fact]
    public void ExpectedAmount_ManyPurchases_ApproachesTheCustomersOwnMean()
    {
        var model = new GammaGammaModel(6.25, 3.74, 15.44);
        Assert.Equal(6.25 * 15.44 / 2.74, model.ExpectedAmount(default), 1e-9);
        double few = model.ExpectedAmount(new SpendHistory(1, 100)), many = model.ExpectedAmount(new SpendHistory(1000, 100));
        Assert.InRange(few, model.PopulationMean, 100);
        Assert.Equal(100, many, 0.05);
    }

    [Fact]
    public void LifetimeValue_NoDiscount_IsPurchasesTimesAmount()
    {
        var spending = new GammaGammaModel(6.25, 3.74, 15.44);
        var value = new LifetimeValue(Published, spending);
        var customer = new PurchaseHistory(4, 30, 39);
        var spend = new SpendHistory(4, 50);
        double undiscounted = value.Of(customer, spend, 12, 4);
        Assert.Equal(Published.ExpectedPurchases(customer, 48) * spending.ExpectedAmount(spend), undiscounted, 1e-9);
        Assert.InRange(value.Of(customer, spend, 12, 4, 0.01), undiscounted / Math.Pow(1.01, 12), undiscounted / 1.01);
    }

    [Fact]
    public void FromSnapshot_WrittenOrDamaged_GivesTheModelOrRefuses()
    {
        Assert.Equal(Published, BetaGeometricModel.FromSnapshot(Published.ToSnapshot()));
        var spending = new GammaGammaModel(6.25, 3.74, 15.44);
        Assert.Equal(spending, GammaGammaModel.FromSnapshot(spending.ToSnapshot()));
        Assert.Throws<ModelMismatchException>(() => BetaGeometricModel.FromSnapshot(spending.ToSnapshot()));
        Assert.Throws<ModelMismatchException>(() => BetaGeometricModel.FromSnapshot(new ModelSnapshot([new DoubleTensor("buying", new TensorShape(4), [1, 1, -1, 1])])));
        Assert.Throws<ModelMismatchException>(() => GammaGammaModel.FromSnapshot(new ModelSnapshot([new DoubleTensor("spending", new TensorShape(2), [1, 1])])));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, 1, 2)]
    [InlineData(1, 0.5, double.NaN)]
    [InlineData(2_000_000, 0.5, 1)]
    public void PurchaseHistory_Impossible_IsRefused(long repeats, double recency, double age)
        => Assert.Throws<ArgumentException>(() => new BetaGeometricStatistics([0, 0, 0, 0]).Add([new PurchaseHistory(repeats, recency, age)]));

    private static LikelihoodNewton Fit(ImmutableArray<double> start, Func<ImmutableArray<double>, CurvatureStatistics> sums)
    {
        LikelihoodNewton state = LikelihoodNewton.Start(start);
        while (!state.Finished)
            state = state.Next(sums(state.Parameters));
        return state;
    }

    private static Arbitrary<double[]> Logs(int count)
        => Gen.Choose(-1500, 2500).Select(value => value / 1000.0).ArrayOf(count).ToArbitrary();

    private static bool AssertDerivatives(double[] logs, Func<ImmutableArray<double>, CurvatureStatistics> sums)
    {
        const double step = 1e-5;
        CurvatureStatistics at = sums([.. logs]);
        for (int row = 0; row < logs.Length; row++)
        {
            ImmutableArray<double> above = [.. logs.Select((value, index) => index == row ? value + step : value)];
            ImmutableArray<double> below = [.. logs.Select((value, index) => index == row ? value - step : value)];
            CurvatureStatistics up = sums(above), down = sums(below);
            double scale = 1e-5 * Math.Max(1, at.Hessian.ToArray().Max(Math.Abs));
            Assert.Equal((up.Loss - down.Loss) / (2 * step), at.Gradient[row], scale);
            for (int column = 0; column <= row; column++)
                Assert.Equal((up.Gradient[column] - down.Gradient[column]) / (2 * step), at.Hessian[(row * (row + 1) / 2) + column], scale);
        }

        return true;
    }
}
