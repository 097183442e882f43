using Federated.Privacy.Accounting;
using Federated.Privacy.Events;
using Federated.Privacy.Renyi;

namespace Federated.Conformance.Tests.Privacy;

public sealed class DivergenceVectorTests
{
    [ConformanceFact]
    public void SampledGaussian_EveryOrder_IsTheOneOfFortyDigits()
    {
        VectorRow[] rows = [.. new VectorTable("dp_rdp_orders.csv").Rows];
        Assert.Equal(64, rows.Length);
        Assert.All(rows, row =>
        {
            double exact = row.Number("rdp_exact_mpmath_40digits");
            Assert.Equal(exact, SampledGaussianMoment.Of(row.Number("q"), row.Number("sigma"), row.Number("alpha")), 1e-10 * exact);
        });
    }

    [ConformanceFact]
    public void DistributedNoise_EveryRow_IsMet()
    {
        VectorRow[] rows = [.. new VectorTable("dp_distributed.csv").Rows];
        Assert.Equal(20, rows.Length);
        RenyiAccountant accountant = new(RenyiOrders.Whole);
        Assert.All(rows, row =>
        {
            Assert.Equal("exp(-0.5)", row["beta"]);
            DistributedNoise noise = new((long)row.Number("n_clients"), (long)row.Number("dim"), row.Number("l2_clip"), row.Number("gamma(=1/scale)"), row.Number("local_stddev"), Math.Exp(-0.5));
            Assert.Equal(row.Number("inflated_l2"), noise.RoundedNorm * noise.Granularity, 1e-9 * row.Number("inflated_l2"));
            bool isGaussian = row["mechanism"] == "ddgauss";
            if (isGaussian)
                Assert.Equal(row.Number("tau"), new DistributedDivergence(noise, 1).Tau, 1e-5 * Math.Max(1e-3, row.Number("tau")));
            PrivacyEvent released = new RepeatedEvent((long)row.Number("steps"), isGaussian ? new DistributedDiscreteGaussianEvent(noise) : new DistributedSkellamEvent(noise));
            Assert.Equal(row.Number("epsilon"), accountant.Epsilon(released, row.Number("delta"), Adjacency.AddRemove), 1e-8 * row.Number("epsilon"));
            Assert.Equal(row.Number("optimal_order"), accountant.OptimalOrder(released, row.Number("delta"), Adjacency.AddRemove));
        });
    }
}
