using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Lloyd = Federated.Learning.Clustering.KMeans;

namespace Federated.Computations.Tests.KMeans;

public sealed class FederatedKMeansTests
{
    private static readonly FederatedKMeans Computation = new();

    [Fact]
    public void Run_AnyBlobsInSilos_FindsThePooledInertia()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 5).ToArbitrary(), (seed, places) =>
        {
            float[] rows = Blobs.Make(240, 3, places, seed);
            KMeansFit pooled = Lloyd.Fit(rows, 3, new KMeansOptions { Clusters = places, Restarts = 20 }, new SeededGenerator(1));
            FederatedKMeansOptions options = Options(3, 240, places) with { Restarts = 4, Seed = seed };
            KMeansComputed joint = Run(options, Blobs.Nodes(rows, 3, 4));

            MeasuredClusters result = Assert.IsType<MeasuredClusters>(joint.Results[0]);
            Assert.InRange(result.Inertia, 0, (pooled.Inertia * 1.001) + 1e-6);
            Assert.Equal(240, result.Rows);
            var labels = new int[240];
            Assert.Equal(result.Model.Assign(rows, labels), result.Inertia, 1e-4);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Run_SameRowsInOtherSilos_GivesTheSameCentres()
    {
        float[] rows = Blobs.Make(300, 4, 3, seed: 8, spread: 1.5);
        float[] Centres(int nodes) => [.. Run(Options(4, 300, 3, 5), Blobs.Nodes(rows, 4, nodes)).Results.SelectMany(result => result!.Model.Centres)];
        Assert.All(Centres(1).Zip(Centres(7)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Run_FewerRowsThanTheFloorInACluster_NeverPublishesIt()
    {
        // One place of three rows far away from all others: on its own it would be the second cluster.
        float[] rows = [.. Blobs.Make(100, 2, 1, seed: 3), 9, 9, 9.1f, 9, 9, 9.1f];
        KMeansComputed below = Run(Options(2, 103, 2) with { Floor = 5 }, Blobs.Nodes(rows, 2, 3));
        KMeansComputed within = Run(Options(2, 103, 2) with { Floor = 3, SketchFloor = 3 }, Blobs.Nodes(rows, 2, 3));

        Assert.True(below.Results[0] is null || below.Results[0]!.Counts.Min() >= 5);
        Assert.Equal(3, within.Results[0]!.Counts.Min());
        Assert.All(below.Sketch.Counts, count => Assert.InRange(count, 5, 103));
    }

    [Fact]
    public void Run_FloorThatNoClusteringReaches_HasNoResult()
    {
        KMeansComputed joint = Run(Options(2, 90, 2, 3) with { Floor = 40 }, Blobs.Nodes(Blobs.Make(90, 2, 2, seed: 3), 2, 3));
        Assert.Equal(45, joint.Results[0]!.Counts[0]);
        Assert.Null(joint.Results[1]);
        Assert.All(Run(Options(2, 90, 2, 3) with { Floor = 91 }, Blobs.Nodes(Blobs.Make(90, 2, 2, seed: 3), 2, 3)).Results, Assert.Null);
    }

    [Fact]
    public void Run_HalfSamples_AreFittedToAboutHalfOfTheRows()
    {
        float[] rows = Blobs.Make(600, 2, 3, seed: 6);
        KMeansComputed joint = Run(Options(2, 600, 2, 3) with { Samples = 4, Restarts = 2 }, Blobs.Nodes(rows, 2, 3));

        Assert.Equal(8, joint.Results.Length);
        Assert.All(joint.Results, result => Assert.InRange(result!.Rows, 220, 380));
        Assert.True(joint.Results.Select(result => result!.Inertia).Distinct().Count() > 4);
    }

    [Fact]
    public void Descending_FromAnotherSketch_NeedsNoFurtherRoundsForOne()
    {
        float[] rows = Blobs.Make(200, 2, 3, seed: 5);
        KMeansComputed first = Run(Options(2, 200, 3), Blobs.Nodes(rows, 2, 2));
        (KMeansState state, int rounds) = SimulatedRounds.Run(Computation, KMeansDescending.From(Options(2, 200, 4) with { Seed = 2 }, first.Sketch), Blobs.Nodes(rows, 2, 2));

        Assert.Equal(((KMeansComputed)state).Rounds, rounds);
        Assert.Equal(4, ((KMeansComputed)state).Results[0]!.Model.Clusters);
        Assert.Throws<ArgumentException>(() => KMeansDescending.From(Options(3, 200, 4), first.Sketch));
    }

    [Fact]
    public void Contribute_FeatureBeyondTheBound_IsRefused()
    {
        var state = new KMeansStarting(Options(2, 10, 2));
        var data = new ClusterBatches(2, [new float[] { 0, 10.5f }]);
        Assert.Contains("10.5, beyond ±10", Assert.Throws<ContributionException>(
            () => Computation.Contribute(state, data, new Contribution(Computation.Specify(state)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FewerRowsThanTheFloor_SaysSo()
        => Assert.Contains("fewer than the floor", Assert.Throws<ContributionException>(
            () => Run(Options(1, 10, 2), [new ClusterBatches(1, [new float[] { 1, 2, 3 }])])).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_CountThatIsNone_IsRefused()
    {
        var state = new KMeansStarting(Options(1, 10, 2));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([4.5, 0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum([11, 0, 0], 1, 1)));
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var options = new FederatedKMeansOptions { Columns = 0, RowBound = 0, Clusters = [2, 2], Restarts = 0, Floor = 0, Tolerance = double.NaN, SketchCells = 1 };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;
        Assert.All(new[] { "columns", "row bound", "numbers of clusters", "restarts", "floor", "tolerance", "sketch cells" }, name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.Contains("a round would sum", Assert.Throws<ArgumentException>(
            (Options(2_000, 10, 1_000) with { Samples = 64 }).Validate).Message, StringComparison.Ordinal);
    }

    private static FederatedKMeansOptions Options(int columns, long rows, params int[] clusters) => new() { Columns = columns, RowBound = rows, Clusters = [.. clusters] };

    // Every round's state also goes over the wire.
    private static KMeansComputed Run(FederatedKMeansOptions options, IReadOnlyList<IClusterSums> nodes)
        => (KMeansComputed)SimulatedRounds.Run(Computation, new KMeansStarting(options), nodes, KMeansSnapshot.Write, snapshot => KMeansSnapshot.Read(snapshot, options)).State;
}
