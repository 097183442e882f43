using Federated.Privacy.Accounting;
using Federated.Privacy.Events;
using Federated.Privacy.Renyi;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Privacy;

public sealed class AccountingVectorTests(ITestOutputHelper output)
{
    [ConformanceFact]
    public void Print()
    {
        foreach (var row in new VectorTable("dp_accounting.csv").Rows)
        {
            try
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();
                PrivacyEvent e = new RepeatedEvent((long)row.Number("steps"), row["mechanism"].StartsWith("discrete", StringComparison.Ordinal) ? new DiscreteGaussianEvent(row.Number("sigma"), 1) : new PoissonSampledEvent(row.Number("q"), new GaussianEvent(row.Number("sigma"))));
                IPrivacyAccountant a = row["accountant"].StartsWith("rdp") ? new RenyiAccountant() : row["accountant"].StartsWith("exact") ? new GaussianAccountant() : new LossDistributionAccountant();
                double eps = a.Epsilon(e, row.Number("delta"), Adjacency.AddRemove);
                output.WriteLine($"{row["accountant"]} q={row["q"]} s={row["sigma"]} T={row["steps"]} d={row["delta"]}: {row["epsilon"]} ours {eps} diff {eps - row.Number("epsilon"):E3} rel {eps / row.Number("epsilon") - 1:E2} {clock.ElapsedMilliseconds} ms");
            }
            catch (Exception x) { output.WriteLine($"{row}: {x.Message}"); }
        }
    }
}
