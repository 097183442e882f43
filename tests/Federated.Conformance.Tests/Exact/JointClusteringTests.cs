using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Exact;

/// <summary>Joint k-means on the wholesale customers (six spending columns, logarithms, standardised) against the best known inertia of the pooled rows.</summary>
public sealed class JointClusteringTests(ITestOutputHelper output)
{
    private static readonly string[] Spending = ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"];

    [RealDataFact]
    public void KMeans_WholesaleByRegionOrAtRandom_HasTheInertiaOfThePooledRows()
    {
        RealTable table = RealTable.Wholesale();
        double[][] columns = Columns(table);
        var random = new SeededGenerator(5);
        int[] shuffled = [.. Enumerable.Range(0, table.Count)];
        random.Shuffle<int>(shuffled);
        int[][][] splits = [table.Silos("Region"), [.. shuffled.Chunk(55)]];
        for (ulong seed = 0; seed < 6; seed++)
        {
            IClusterSums[] nodes = Nodes(columns, splits[seed % 2]);
            var options = new FederatedKMeansOptions { Columns = 6, RowBound = table.Count, Clusters = [3, 5, 8], Seed = seed };
            (KMeansState state, int rounds) = QuantisedRounds.Run(new FederatedKMeans(), new KMeansStarting(options), nodes);
            MeasuredClusters[] results = [.. Assert.IsType<KMeansComputed>(state).Results.Select(Assert.IsType<MeasuredClusters>)];
            output.WriteLine($"{nodes.Length} nodes, seed {seed}: {string.Join(", ", results.Select(result => $"{result.Inertia:F2}"))} in {rounds} rounds");

            Assert.InRange(results[0].Inertia, 1553.39 * 0.999, 1553.39 * 1.001);
            Assert.InRange(results[1].Inertia, 1266.15 * 0.999, 1266.15 * 1.001);
            Assert.InRange(results[2].Inertia, 1024.44 * 0.99, 1024.44 * 1.01);
            foreach (MeasuredClusters result in results)
            {
                var labels = new int[table.Count];
                Assert.Equal(result.Model.Assign(RealTable.Rows(columns, Enumerable.Range(0, table.Count)), labels), result.Inertia, 1e-3);
                Assert.Equal(labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => (long)pair.Value), result.Counts);
            }
        }
    }

    [RealDataFact]
    public void Stability_WholesaleHalfSamples_FallsWithTheNumberOfClusters()
    {
        RealTable table = RealTable.Wholesale();
        IClusterSums[] nodes = Nodes(Columns(table), table.Silos("Region"));
        var options = new FederatedKMeansOptions { Columns = 6, RowBound = table.Count, Clusters = [2, 3, 5], Restarts = 8 };
        var whole = (KMeansComputed)QuantisedRounds.Run(new FederatedKMeans(), new KMeansStarting(options), nodes).State;
        var sampled = (KMeansComputed)QuantisedRounds.Run(new FederatedKMeans(), KMeansDescending.From(options with { Samples = 6, Restarts = 4 }, whole.Sketch), nodes).State;
        var quality = new ClusterQualityOptions(6, table.Count);
        var silhouettes = (SilhouetteComputed)QuantisedRounds.Run(
            new FederatedSilhouette(), new SilhouetteRequested(quality, [.. whole.Results.Select(result => result!.Model)]), nodes).State;
        double[] stability = new double[3];
        for (int place = 0; place < 3; place++)
        {
            KMeansModel[] others = [.. sampled.Results.Skip(6 * place).Take(6).Where(result => result is not null).Select(result => result!.Model)];
            var agreement = (AgreementComputed)QuantisedRounds.Run(
                new FederatedAgreement(), new AgreementRequested(quality, whole.Results[place]!.Model, [.. others]), nodes).State;
            stability[place] = agreement.Results.Average(result => result.AdjustedRand);
            output.WriteLine($"k = {options.Clusters[place]}: silhouette {silhouettes.Results[place].Mean:F3}, adjusted Rand {stability[place]:F3} over {others.Length} half samples");
        }

        Assert.InRange(stability[0], 0.85, 1);
        Assert.True(stability[0] > stability[2], "Two clusters of these customers are more stable than five.");
    }

    private static double[][] Columns(RealTable table) => [.. Spending.Select(name => table.Standardised(name, value => Math.Log(1 + value)))];

    private static IClusterSums[] Nodes(double[][] columns, int[][] silos) => [.. silos.Select(rows => new ClusterBatches(6, [RealTable.Rows(columns, rows)]))];
}
