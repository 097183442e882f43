using System.Collections.Immutable;
using Federated.Computations.Boosting;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class SimultaneousBoostingTests
{
    private static readonly FederatedBoosting Each = new(new FederatedBoostingOptions
    {
        Objective = BoostingObjective.SquaredError, LargestLabel = 10, Trees = 4, MaximumDepth = 3, LearningRate = 0.3, Splits = new SplitOptions { MinimumRowsInLeaf = 40 },
    });

    [Fact]
    public void Rounds_ModelsOfSeveralLengths_GrowAsEachAlone()
    {
        // The second has so few rows that some of its trees end before the last level, so that it is done first.
        TrainingTable[] tables = [TreeTables.Regression(3, 900), TreeTables.Regression(4, 130), TreeTables.Regression(5, 500)];
        BinMapper mapper = BinMapper.FromTable(tables[0], 20);
        TreeRows[][] nodes = [.. tables.Select(table => TreeTables.Split(table, 3, 1))];
        var together = new SimultaneousBoosting(Each);
        IReadOnlyList<ITreeSums>[] data = [.. Enumerable.Range(0, 3).Select(node => (IReadOnlyList<ITreeSums>)[.. nodes.Select(rows => new LocalTreeSums([rows[node]]))])];
        ImmutableArray<TreeState> state = [.. tables.Select(_ => new TreesWanted(mapper))];
        int rounds = 0;
        for (; !together.IsDone(state); rounds++)
            state = together.Apply(state, SimulatedSum.Quantised(together, state, data, seed: (ulong)rounds));

        int[] alone = new int[tables.Length];
        for (int model = 0; model < tables.Length; model++)
        {
            TreesGrown expected = TreeRounds.Run(Each, mapper, nodes[model], out List<int> lengths);
            alone[model] = lengths.Count;
            Assert.Equal(TreeStateSnapshot.Write(expected).ContentHash(), TreeStateSnapshot.Write(state[model]).ContentHash());
        }

        Assert.Equal(alone.Max(), rounds);
        Assert.True(alone[1] < rounds, "The case has to have a model that is done first.");
    }

    [Fact]
    public void Contribute_SumsOfAnotherNumberOfModels_IsRefused()
    {
        TrainingTable table = TreeTables.Regression(3, 100);
        ImmutableArray<TreeState> state = [new TreesWanted(BinMapper.FromTable(table, 20)), new TreesWanted(BinMapper.FromTable(table, 20))];
        var together = new SimultaneousBoosting(Each);
        var fault = Assert.Throws<ContributionException>(() => together.Contribute(state, [new LocalTreeSums([TreeTables.Pooled(table)])], new Contribution(together.Specify(state))));
        Assert.Contains("1 models; the job grows 2", fault.Message, StringComparison.Ordinal);
    }
}
