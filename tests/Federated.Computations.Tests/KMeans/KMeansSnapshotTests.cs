using Federated.Computations.KMeans;
using Federated.Learning.State;

namespace Federated.Computations.Tests.KMeans;

public sealed class KMeansSnapshotTests
{
    private static readonly FederatedKMeansOptions Options = new() { Columns = 2, RowBound = 60, Clusters = [2, 3], Restarts = 2, MaximumRounds = 9 };

    [Theory]
    [InlineData(1, "progress", 0, 4)]
    [InlineData(1, "progress", 1, 5)]
    [InlineData(1, "sketch", 0, 20.5)]
    [InlineData(1, "sketch", 3, double.NaN)]
    [InlineData(7, "progress", 1, 9)]
    [InlineData(7, "sketch.measured", 0, 1.5)]
    [InlineData(7, "run.3", 1, double.PositiveInfinity)]
    [InlineData(7, "run.0.settled", 0, 2)]
    [InlineData(7, "run.0.best.measured", 0, -1)]
    [InlineData(7, "run.0.best.measured", 2, -0.5)]
    [InlineData(99, "result.1.measured", 5, double.NaN)]
    [InlineData(99, "progress", 0, 2)]
    [InlineData(99, "result.0.measured", 0, 4)]
    public void Read_DamagedState_IsRefused(int rounds, string name, int index, double figure)
    {
        ModelSnapshot snapshot = KMeansSnapshot.Write(After(rounds));
        Assert.Equal(snapshot.ContentHash(), KMeansSnapshot.Write(KMeansSnapshot.Read(snapshot, Options)).ContentHash());
        Assert.Contains(snapshot.Tensors, tensor => tensor.Name == name);

        Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(SimulatedRounds.With(snapshot, name, index, figure), Options));
    }

    [Fact]
    public void Read_StateOfAnotherJob_IsRefused()
    {
        ModelSnapshot snapshot = KMeansSnapshot.Write(After(7));
        Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(snapshot, Options with { Columns = 3 }));
        Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(snapshot, Options with { Clusters = [2, 4] }));
        Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(snapshot, Options with { Restarts = 1 }));
        Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(new ModelSnapshot([]), Options));
        var more = new ModelSnapshot([.. snapshot.Tensors, new DoubleTensor("other", new TensorShape(1), [1])]);
        Assert.Contains("tensors", Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(more, Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DescentOfSettledRunsOnly_IsRefused()
    {
        ModelSnapshot snapshot = KMeansSnapshot.Write(After(7));
        for (int run = 0; run < 4; run++)
            snapshot = SimulatedRounds.With(snapshot, $"run.{run}.settled", 0, 1);
        Assert.Contains("settled", Assert.Throws<ContributionException>(() => KMeansSnapshot.Read(snapshot, Options)).Message, StringComparison.Ordinal);
    }

    private static KMeansState After(int rounds)
    {
        var computation = new FederatedKMeans();
        ClusterBatches[] nodes = Blobs.Nodes(Blobs.Make(60, 2, 3, seed: 4, spread: 2), 2, 2);
        KMeansState state = new KMeansStarting(Options with { Tolerance = 0 });
        for (int round = 0; round < rounds && !computation.IsDone(state); round++)
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, nodes, (ulong)round));
        return state;
    }
}
