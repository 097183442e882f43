using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

/// <summary>Runs a computation to its end through quantised sums, every state passing through its snapshot.</summary>
internal static class TreeRounds
{
    public static TreesGrown Run(FederatedBoosting computation, BinMapper mapper, IEnumerable<TreeRows> nodes) =>
        Run(computation, snapshot => TreeStateSnapshot.Read(snapshot, computation), mapper, nodes, out _);

    public static TreesGrown Run(FederatedForest computation, BinMapper mapper, IEnumerable<TreeRows> nodes) =>
        Run(computation, snapshot => TreeStateSnapshot.Read(snapshot, computation), mapper, nodes, out _);

    public static TreesGrown Run(FederatedBoosting computation, BinMapper mapper, IEnumerable<TreeRows> nodes, out List<int> lengths) =>
        Run(computation, snapshot => TreeStateSnapshot.Read(snapshot, computation), mapper, nodes, out lengths);

    private static TreesGrown Run(
        IComputation<TreeState, ITreeSums> computation, Func<ModelSnapshot, TreeState> read, BinMapper mapper, IEnumerable<TreeRows> nodes, out List<int> lengths)
    {
        LocalTreeSums[] sums = [.. nodes.Select(node => new LocalTreeSums([node]))];
        TreeState state = new TreesWanted(mapper);
        lengths = [];
        for (ulong round = 0; !computation.IsDone(state); round++)
        {
            ModelSnapshot published = TreeStateSnapshot.Write(state);
            state = read(published);
            Assert.Equal(published.ContentHash(), TreeStateSnapshot.Write(state).ContentHash());
            lengths.Add(computation.Specify(state).Length);
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, sums, seed: round));
        }

        return Assert.IsType<TreesGrown>(read(TreeStateSnapshot.Write(state)));
    }
}
