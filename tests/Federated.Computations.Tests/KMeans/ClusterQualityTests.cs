using System.Collections.Immutable;
using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.KMeans;

public sealed class ClusterQualityTests
{
    private static readonly float[] Rows = Blobs.Make(150, 2, 3, seed: 12, spread: 1);
    private static readonly ClusterQualityOptions Options = new(2, 150);
    private static readonly KMeansModel Three = new([0, 0, 2, 2, -3, 1], 3);
    private static readonly KMeansModel Two = new([-1, -1, 2, 1], 2);

    [Fact]
    public void Silhouette_RowsOfSeveralNodes_IsTheMeanOverAllRows()
    {
        var state = (SilhouetteComputed)SimulatedRounds.Run(
            new FederatedSilhouette(), new SilhouetteRequested(Options, [Three, Two]), Blobs.Nodes(Rows, 2, 4)).State;

        foreach ((KMeansModel model, ClusterSilhouette result) in new[] { (Three, state.Results[0]), (Two, state.Results[1]) })
        {
            (int Cluster, double Value)[] values = [.. Rows.Chunk(2).Select(row => SlowSilhouette(row, model))];
            Assert.Equal(values.Average(value => value.Value), result.Mean, 1e-9);
            for (int cluster = 0; cluster < model.Clusters; cluster++)
            {
                double[] own = [.. values.Where(value => value.Cluster == cluster).Select(value => value.Value)];
                Assert.Equal(own.Length, result.Counts[cluster]);
                Assert.Equal(own.Average(), result.ByCluster[cluster], 1e-9);
            }
        }
    }

    [Fact]
    public void Silhouette_RowOnTwoEqualCentres_CountsAsMidway()
    {
        var same = new KMeansModel([1, 1, 1, 1], 2);
        var state = (SilhouetteComputed)SimulatedRounds.Run(
            new FederatedSilhouette(), new SilhouetteRequested(new(2, 1), [same]), [new ClusterBatches(2, [new float[] { 1, 1 }])]).State;
        Assert.Equal((0.0, 1L), (state.Results[0].Mean, state.Results[0].Counts[0]));
    }

    [Fact]
    public void Agreement_RowsOfSeveralNodes_IsThatOfAllPairsOfRows()
    {
        var state = (AgreementComputed)SimulatedRounds.Run(
            new FederatedAgreement(), new AgreementRequested(Options, Three, [Two, Three]), Blobs.Nodes(Rows, 2, 4)).State;
        int[] first = new int[150], second = new int[150];
        Three.Assign(Rows, first);
        Two.Assign(Rows, second);

        Assert.Equal(SlowAdjustedRand(first, second), state.Results[0].AdjustedRand, 1e-12);
        Assert.Equal(1, state.Results[1].AdjustedRand, 1e-12);
        Assert.Equal(new[] { 1.0, 1, 1 }, state.Results[1].Jaccard.ToArray());
        for (int cluster = 0; cluster < 3; cluster++)
        {
            HashSet<int> own = Members(first, cluster);
            double best = new[] { 0, 1 }.Max(other => (double)own.Intersect(Members(second, other)).Count() / own.Union(Members(second, other)).Count());
            Assert.Equal(best, state.Results[0].Jaccard[cluster], 1e-12);
        }
    }

    [Fact]
    public void ClusterAgreement_OfUnrelatedPartitions_IsNearZero()
    {
        Assert.Equal(0, new ClusterAgreement([100, 100, 100, 100], 2).AdjustedRand, 1e-2);
        Assert.Equal(1, new ClusterAgreement([5], 1).AdjustedRand);
        Assert.Throws<ArgumentException>(() => new ClusterAgreement([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => new ClusterAgreement([1, -2], 2));
    }

    [Fact]
    public void Choices_FindTheBendAndTheBestSeparated()
    {
        Assert.Equal(2, ClusterCount.ByElbow([2, 3, 4, 5, 6, 7], [100, 60, 20, 17, 14, 11]));
        Assert.Equal(0, ClusterCount.ByElbow([2, 3], [100, 60]));
        Assert.Equal(0, ClusterCount.ByElbow([2, 3, 4], [100, 100, 100]));
        Assert.Throws<ArgumentException>(() => ClusterCount.ByElbow([2, 4, 3], [3, 2, 1]));
        ImmutableArray<ClusterSilhouette> silhouettes = [.. new[] { 0.4, 0.6, 0.5 }.Select(mean => new ClusterSilhouette(mean, [], []))];
        Assert.Equal(1, ClusterCount.BySilhouette(silhouettes));
    }

    [Fact]
    public void Requests_OfModelsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new SilhouetteRequested(Options, [new KMeansModel([1, 2], 1)]));
        Assert.Throws<ArgumentException>(() => new SilhouetteRequested(Options, []));
        Assert.Throws<ArgumentException>(() => new AgreementRequested(Options, Three, [new KMeansModel([1, 2, 3], 1)]));
        Assert.Throws<ArgumentException>(() => new AgreementRequested(Options, Three, []));
    }

    [Fact]
    public void RowSample_AnyDraw_TakesAboutHalfAndHangsOnTheRowAlone()
    {
        var generator = new SeededGenerator(3);
        for (int draw = 0; draw < 50; draw++)
        {
            RowSample sample = RowSample.Draw(generator);
            int taken = Enumerable.Range(0, 10_000).Count(row => sample.Takes(row));
            Assert.InRange(taken, 4_000, 6_000);
            Assert.Equal((((7 * sample.Multiplier) + sample.Offset) % RowSample.Modulus) < RowSample.Threshold, sample.Takes(7));
        }
    }

    private static (int Cluster, double Value) SlowSilhouette(float[] row, KMeansModel model)
    {
        (int Cluster, double Distance)[] near = [.. Enumerable.Range(0, model.Clusters)
            .Select(cluster => (cluster, Math.Sqrt(row.Select((value, column) => Math.Pow((double)value - model.Centres[(cluster * 2) + column], 2)).Sum())))
            .OrderBy(pair => pair.Item2)];
        return (near[0].Cluster, (near[1].Distance - near[0].Distance) / Math.Max(near[0].Distance, near[1].Distance));
    }

    private static double SlowAdjustedRand(int[] first, int[] second)
    {
        double both = 0, left = 0, right = 0, pairs = 0;
        for (int row = 0; row < first.Length; row++)
        {
            for (int other = 0; other < row; other++)
            {
                bool inFirst = first[row] == first[other], inSecond = second[row] == second[other];
                both += inFirst && inSecond ? 1 : 0;
                left += inFirst ? 1 : 0;
                right += inSecond ? 1 : 0;
                pairs++;
            }
        }

        double expected = left * right / pairs;
        return (both - expected) / (((left + right) / 2) - expected);
    }

    private static HashSet<int> Members(int[] labels, int cluster) => [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == cluster)];
}
