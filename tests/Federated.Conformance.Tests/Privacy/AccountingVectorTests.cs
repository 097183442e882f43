using System.Globalization;
using Federated.Privacy.Accounting;
using Federated.Privacy.Events;
using Federated.Privacy.Renyi;

namespace Federated.Conformance.Tests.Privacy;

/// <summary>Every row of the published accounting figures. Those that others computed with sampling error or with looser bounds are held from both sides.</summary>
public sealed class AccountingVectorTests
{
    private const double FromTable = 2e-9;
    private static readonly LossDistributionAccountant LossDistribution = new();

    [ConformanceFact]
    public void Table_EveryRow_IsOfAKindThatATestReads() => Assert.All(Rows(""), row => Assert.Contains(row["accountant"], new[]
    {
        "prv-upper", "pld-pessimistic", "rdp-opacus-orders", "gdp-clt", "rdp-opacus-orders calibration", "prv-upper calibration", "gdp-clt calibration", "rdp-tfp-orders",
        "rdp-default-orders", "rdp tree (DP-FTRL)", "zcdp->rdp", "exact-gaussian (analytic, Balle-Wang)", "zcdp-simple (Bun-Steinke rho+2sqrt(rho ln 1/delta))",
    }));

    [ConformanceFact]
    public void LossDistribution_PessimisticFigures_AreMet()
    {
        VectorRow[] rows = [.. Rows("pld-pessimistic").Where(row => !row["mechanism"].StartsWith("laplace", StringComparison.Ordinal))];
        Assert.Equal(53, rows.Length);
        Assert.All(rows, row =>
        {
            double epsilon = row.Number("epsilon"), tolerance = Math.Max(1e-3, 1e-3 * epsilon);
            Assert.InRange(EpsilonOf(LossDistribution, row), epsilon - tolerance - Widening(row), epsilon + tolerance);
        });
    }

    // The published figures stand on a grid of 10⁻⁴, which adds up to h²/4 to the variance of each step's loss, about q²/σ² where q is small. Where steps say little and are many
    // that is more than the tolerance, and the finer grid here is below.
    private static double Widening(VectorRow row) => row["q"].Length > 0 && row.Number("q") is > 0 and < 0.01
        ? row.Number("epsilon") * 0.5 * Math.Pow(1e-4 * row.Number("sigma") / (2 * row.Number("q")), 2)
        : 0;

    [ConformanceFact]
    public void LossDistribution_UpperBoundsWithError_AreWithinTheirError()
    {
        VectorRow[] rows = [.. Rows("prv-upper").Where(row => row["accountant"] == "prv-upper")];
        Assert.Equal(34, rows.Length);
        Assert.All(rows, row => Assert.InRange(EpsilonOf(LossDistribution, row), row.Number("epsilon") - 0.0201, row.Number("epsilon") + 5e-5));
    }

    [ConformanceFact]
    public void LossDistribution_Laplace_IsThePureEpsilon()
    {
        VectorRow row = Assert.Single(Rows("pld-pessimistic"), row => row["mechanism"] == "laplace b=1 x3 then b=2 x2");
        PrivacyEvent released = new ComposedEvent(new RepeatedEvent(3, new LaplaceEvent(1)), new RepeatedEvent(2, new LaplaceEvent(2)));
        Assert.Equal(row.Number("epsilon"), LossDistribution.Epsilon(released, row.Number("delta"), Adjacency.AddRemove), 1e-6);
    }

    [ConformanceFact]
    public void Exact_GaussianFigures_AreMet()
    {
        VectorRow[] rows = [.. Rows("exact-gaussian")];
        Assert.Equal(8, rows.Length);
        Assert.All(rows, row => Assert.Equal(row.Number("epsilon"), EpsilonOf(new GaussianAccountant(), row), 1e-9 * row.Number("epsilon")));
    }

    [ConformanceFact]
    public void Renyi_FiguresWithAWholeOrder_AreMet()
    {
        (VectorRow Row, double Order)[] rows = [.. Rows("rdp-default-orders").Select(row => (row, OrderOf(row))).Where(each => each.Item2 == Math.Floor(each.Item2))];
        Assert.Equal(4, rows.Length);
        RenyiAccountant whole = new(RenyiOrders.Whole);
        Assert.All(rows, each => Assert.Equal(each.Order, whole.OptimalOrder(EventOf(each.Row), each.Row.Number("delta"), Adjacency.AddRemove)));
        Assert.All(rows, each => Assert.Equal(each.Row.Number("epsilon"), EpsilonOf(whole, each.Row), 1e-6 * each.Row.Number("epsilon")));
    }

    [ConformanceFact]
    public void Renyi_GaussianFigures_AreMet()
    {
        VectorRow[] rows = [.. Rows("rdp-default-orders").Where(row => row["mechanism"] == "gaussian")];
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row => Assert.Equal(row.Number("epsilon"), EpsilonOf(new RenyiAccountant(), row), row["tolerance"].StartsWith("5e-4", StringComparison.Ordinal) ? 5e-4 : 1e-6 * row.Number("epsilon")));
    }

    // At orders between whole ones others bound the divergence, by up to half its size; here it is integrated. At small orders and little noise that is a factor of a thousand.
    [ConformanceFact]
    public void Renyi_EverySampledFigure_IsMetFromBelow_AndNeverBelowTheLossDistribution()
    {
        VectorRow[] rows = [.. Rows("rdp-").Where(row => row["mechanism"] == "poisson-gaussian add/remove" && !row["accountant"].EndsWith("calibration", StringComparison.Ordinal))];
        Assert.Equal(10, rows.Length);
        Assert.All(rows, row => Assert.InRange(EpsilonOf(new RenyiAccountant(), row), EpsilonOf(LossDistribution, row), (row.Number("epsilon") * (1 + 1e-7)) + FromTable));
    }

    [ConformanceFact]
    public void Renyi_PublishedOrders_AreMetToTheirDigits()
    {
        double[] orders = [.. Enumerable.Range(11, 99).Select(tenth => tenth / 10.0), .. Enumerable.Range(12, 52)];
        VectorRow opacus = Assert.Single(Rows("rdp-opacus-orders"), row => row["accountant"] == "rdp-opacus-orders");
        Assert.Equal(opacus.Number("epsilon"), EpsilonOf(new RenyiAccountant(orders), opacus), 5e-8);
        VectorRow tensorflow = Assert.Single(Rows("rdp-tfp-orders"), row => row.Number("q") == 0.001);
        Assert.Equal(tensorflow.Number("epsilon"), EpsilonOf(new RenyiAccountant(), tensorflow), 5e-8);
        Assert.Equal(13, new RenyiAccountant().OptimalOrder(EventOf(tensorflow), tensorflow.Number("delta"), Adjacency.AddRemove));
    }

    [ConformanceFact]
    public void LimitTheorem_IsBelowTheTruth_AndSoIsNotOffered()
    {
        VectorRow row = Assert.Single(Rows("gdp-clt"), row => row["accountant"] == "gdp-clt");
        Assert.True(EpsilonOf(LossDistribution, row) > row.Number("epsilon"));
    }

    [ConformanceFact]
    public void Calibration_PublishedTargets_GiveThePublishedNoise()
    {
        VectorRow[] rows = [.. Rows("").Where(row => row["accountant"].EndsWith("calibration", StringComparison.Ordinal) && !row["accountant"].StartsWith("gdp", StringComparison.Ordinal))];
        Assert.Equal(3, rows.Length);
        Assert.All(rows, row =>
        {
            IPrivacyAccountant accountant = row["accountant"].StartsWith("rdp", StringComparison.Ordinal) ? new RenyiAccountant() : LossDistribution;
            double noise = NoiseCalibration.LeastNoise(accountant, row.Number("epsilon"), row.Number("delta"), Adjacency.AddRemove, sigma => EventOf(row, sigma));
            Assert.InRange(noise, row.Number("sigma") - 0.002, row.Number("sigma") + 5e-5);
            Assert.True(accountant.Epsilon(EventOf(row, noise), row.Number("delta"), Adjacency.AddRemove) <= row.Number("epsilon"));
        });
    }

    [ConformanceFact]
    public void Concentrated_SimpleConversion_IsMet_AndTheOtherIsTighter()
    {
        VectorRow[] rows = [.. Rows("zcdp-simple")];
        Assert.Equal(8, rows.Length);
        ConcentratedAccountant accountant = new();
        Assert.All(rows, row =>
        {
            double simple = ConcentratedAccountant.SimpleEpsilon(accountant.Rho(EventOf(row), Adjacency.AddRemove), row.Number("delta"));
            Assert.Equal(row.Number("epsilon"), simple, 1e-11 * simple);
            Assert.InRange(EpsilonOf(accountant, row), EpsilonOf(new GaussianAccountant(), row), simple);
        });
    }

    [ConformanceFact]
    public void Concentrated_PublishedRho_IsMet()
    {
        VectorRow row = Assert.Single(Rows("zcdp->rdp"));
        ZeroConcentratedEvent released = new(double.Parse(row["sigma"]["rho=".Length..], CultureInfo.InvariantCulture));
        Assert.Equal(row.Number("epsilon"), new ConcentratedAccountant().Epsilon(released, row.Number("delta"), Adjacency.AddRemove), 0.01);
        Assert.Equal(row.Number("epsilon"), new RenyiAccountant().Epsilon(released, row.Number("delta"), Adjacency.AddRemove), 0.01);
    }

    [ConformanceFact]
    public void Tree_SingleEpoch_IsMet()
    {
        VectorRow[] rows = [.. Rows("rdp tree")];
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row =>
        {
            double squared = Federated.Privacy.Trees.TreeSensitivity.Squared(1, 0, (int)row.Number("steps"));
            double epsilon = new RenyiAccountant().Epsilon(new GaussianEvent(row.Number("sigma") / Math.Sqrt(squared)), row.Number("delta"), Adjacency.AddRemove);
            Assert.Equal(18.70961, epsilon, 1e-5);
            Assert.True(epsilon <= row.Number("epsilon") + 1e-5);
        });
    }

    private static IEnumerable<VectorRow> Rows(string accountant) =>
        new VectorTable("dp_accounting.csv").Rows.Where(row => row["accountant"].StartsWith(accountant, StringComparison.Ordinal));

    private static double EpsilonOf(IPrivacyAccountant accountant, VectorRow row) => accountant.Epsilon(EventOf(row), row.Number("delta"), Adjacency.AddRemove);

    private static RepeatedEvent EventOf(VectorRow row) => EventOf(row, row.Number("sigma"));

    private static RepeatedEvent EventOf(VectorRow row, double sigma) => new((long)row.Number("steps"), row["mechanism"] switch
    {
        "discrete gaussian 1-D, sensitivity 1" => new DiscreteGaussianEvent(sigma, 1),
        _ => new PoissonSampledEvent(row.Number("q"), new GaussianEvent(sigma)),
    });

    private static double OrderOf(VectorRow row)
    {
        const string Words = "optimal order ";
        int at = row["source"].IndexOf(Words, StringComparison.Ordinal);
        return at < 0 ? 0.5 : double.Parse(row["source"][(at + Words.Length)..], CultureInfo.InvariantCulture);
    }
}
