using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class TreeStateSnapshotTests
{
    private static readonly FederatedBoosting Computation = new(new FederatedBoostingOptions { Trees = 3, MaximumDepth = 3, ValidationShare = 0.25, Patience = 50 });

    [Theory]
    [InlineData("state.counts", 0, 0)]
    [InlineData("state.counts", 0, 1.5)]
    [InlineData("state.counts", 1, 2)]
    [InlineData("state.counts", 1, 1e9)]
    [InlineData("state.baseline", 0, double.NaN)]
    [InlineData("state.losses", 0, double.PositiveInfinity)]
    [InlineData("growing.open", 0, 1)]
    [InlineData("growing.open", 0, 1e9)]
    [InlineData("growing.open", 0, -1)]
    [InlineData("growing.open", 1, 0)]
    [InlineData("growing.open", 2, 1)]
    [InlineData("growing.bounds", 0, double.MaxValue)]
    [InlineData("nodes.left_child", 0, 0)]
    [InlineData("nodes.column", 0, 99)]
    [InlineData("nodes.value", 0, double.NaN)]
    [InlineData("bins.edges", 0, 1e30)]
    [InlineData("trees.nodes", 0, 1)]
    public void Read_NumberOutOfPlace_IsRefused(string tensor, int index, double value)
    {
        ModelSnapshot good = Growing();
        double[] values = good.Doubles(tensor).ToArray();
        values[index] = value;

        Refuse(Replace(good, new DoubleTensor(tensor, good[tensor].Shape, values)));
    }

    [Theory]
    [InlineData("state.counts")]
    [InlineData("state.baseline")]
    [InlineData("state.losses")]
    [InlineData("growing.open")]
    [InlineData("growing.bounds")]
    [InlineData("nodes.rows")]
    public void Read_TensorThatLacksItsLastNumber_IsRefused(string tensor)
    {
        ModelSnapshot good = Growing();
        double[] values = good.Doubles(tensor).ToArray()[..^1];

        Refuse(Replace(good, new DoubleTensor(tensor, new TensorShape(values.Length), values)));
        Refuse(new ModelSnapshot(good.Tensors.Where(other => other.Name != tensor), good.Metadata));
    }

    [Theory]
    [InlineData("wanted")]
    [InlineData("grown")]
    [InlineData("half grown")]
    public void Read_AnotherPhaseThanItsContent_IsRefused(string phase) => Refuse(new ModelSnapshot(Growing().Tensors, [new("phase", phase)]));

    [Fact]
    public void Read_StateOfOtherOptions_IsRefused()
    {
        Assert.Throws<ContributionException>(() => TreeStateSnapshot.Read(Growing(), new FederatedBoosting(Computation.Options with { Trees = 1 })));
        Assert.Throws<ContributionException>(() => TreeStateSnapshot.Read(Growing(), new FederatedBoosting(Computation.Options with { MaximumDepth = 1 })));
        Assert.Throws<ContributionException>(() => TreeStateSnapshot.Read(Growing(), new FederatedBoosting(Computation.Options with { ValidationShare = 0 })));
        Assert.IsType<TreesGrowing>(TreeStateSnapshot.Read(Growing(), Computation));
    }

    // The second level of the second tree: finished trees, bounds, open nodes and losses are all there.
    private static ModelSnapshot Growing()
    {
        TrainingTable table = TreeTables.TwoClass(3, 500);
        LocalTreeSums[] nodes = [new([TreeTables.Pooled(table)])];
        TreeState state = new TreesWanted(BinMapper.FromTable(table, 16));
        while (state is not TreesGrowing { Trees.Length: 1 } growing || growing.Growing[0].Tree.Depth == 0)
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes));
        Assert.True(((TreesGrowing)state).Growing[0].Open.Length == 2);
        return TreeStateSnapshot.Write(state);
    }

    private static ModelSnapshot Replace(ModelSnapshot snapshot, NamedTensor tensor) =>
        new(snapshot.Tensors.Where(other => other.Name != tensor.Name).Append(tensor), snapshot.Metadata);

    private static void Refuse(ModelSnapshot snapshot) => Assert.Throws<ContributionException>(() => TreeStateSnapshot.Read(snapshot, Computation));
}
