using System.Collections.Immutable;
using Federated.Computations.Boosting;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class ParallelBoostingTests
{
    private static readonly TrainingTable Classes = TreeTables.TwoClass(1, 400), Amounts = TreeTables.Regression(2, 500);
    private static readonly BinMapper Mapper = BinMapper.FromTable(Classes, 12);

    private static readonly FederatedBoosting Short = new(new FederatedBoostingOptions { Trees = 2, MaximumDepth = 2 });
    private static readonly FederatedBoosting Long = new(new FederatedBoostingOptions { Trees = 4, MaximumDepth = 3, Objective = BoostingObjective.SquaredError, LargestLabel = 10 });

    [Fact]
    public void Rounds_TwoBoostings_GiveEachModelAsAloneInTheRoundsOfTheLonger()
    {
        TreeRows[] classes = TreeTables.Split(Classes, 3, 5), amounts = TreeTables.Split(Amounts, 3, 6);
        var both = new ParallelBoosting([Short, Long]);
        IReadOnlyList<ITreeSums>[] nodes = [.. classes.Zip(amounts, (of, other) => new ITreeSums[] { new LocalTreeSums([of]), new LocalTreeSums([other]) })];
        ImmutableArray<TreeState> state = [new TreesWanted(Mapper), new TreesWanted(Mapper)];
        int rounds = 0;
        for (; !both.IsDone(state); rounds++)
            state = both.Apply(state, SimulatedSum.Quantised(both, state, nodes, (ulong)rounds));
        TreesGrown alone = TreeRounds.Run(Long, Mapper, amounts, out List<int> lengths);
        Assert.Equal(lengths.Count, rounds);
        Assert.Equal(Long.Model(alone).Capture().ContentHash(), Long.Model((TreesGrown)state[1]).Capture().ContentHash());
        Assert.Equal(Short.Model(TreeRounds.Run(Short, Mapper, classes)).Capture().ContentHash(), Short.Model((TreesGrown)state[0]).Capture().ContentHash());
        Assert.Throws<InvalidOperationException>(() => both.Specify(state));
    }

    [Fact]
    public void Rounds_ModelThatEndsFirst_WaitsForTheOthers()
    {
        // So few rows that some trees end before the last level.
        TrainingTable[] tables = [TreeTables.Regression(3, 900), TreeTables.Regression(4, 130), TreeTables.Regression(5, 500)];
        BinMapper mapper = BinMapper.FromTable(tables[0], 20);
        var each = new FederatedBoosting(new FederatedBoostingOptions
        {
            Objective = BoostingObjective.SquaredError,
            LargestLabel = 10,
            Trees = 4,
            MaximumDepth = 3,
            LearningRate = 0.3,
            Splits = new SplitOptions { MinimumRowsInLeaf = 40 },
        });
        TreeRows[][] nodes = [.. tables.Select(table => TreeTables.Split(table, 3, 1))];
        var together = new ParallelBoosting(tables.Select(_ => each));
        IReadOnlyList<ITreeSums>[] data = [.. Enumerable.Range(0, 3).Select(node => (IReadOnlyList<ITreeSums>)[.. nodes.Select(rows => new LocalTreeSums([rows[node]]))])];
        ImmutableArray<TreeState> state = [.. tables.Select(_ => new TreesWanted(mapper))];
        int rounds = 0;
        for (; !together.IsDone(state); rounds++)
            state = together.Apply(state, SimulatedSum.Quantised(together, state, data, seed: (ulong)rounds));

        int[] alone = new int[tables.Length];
        for (int model = 0; model < tables.Length; model++)
        {
            TreesGrown expected = TreeRounds.Run(each, mapper, nodes[model], out List<int> lengths);
            alone[model] = lengths.Count;
            Assert.Equal(TreeStateSnapshot.Write(expected).ContentHash(), TreeStateSnapshot.Write(state[model]).ContentHash());
        }

        Assert.Equal(alone.Max(), rounds);
        Assert.True(alone[1] < rounds, "The case has to have a model that is done first.");
    }

    [Fact]
    public void Contribute_SumsOfAnotherNumberOfModels_IsRefused()
    {
        var both = new ParallelBoosting([Short, Long]);
        ImmutableArray<TreeState> state = [new TreesWanted(Mapper), new TreesWanted(Mapper)];
        var fault = Assert.Throws<ContributionException>(() => both.Contribute(state, [new LocalTreeSums([TreeTables.Pooled(Classes)])], new Contribution(both.Specify(state))));
        Assert.Contains("1 models; the job grows 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SumOfAnotherRound_IsRefused()
    {
        var both = new ParallelBoosting([Short, Long]);
        ImmutableArray<TreeState> state = [new TreesWanted(Mapper), new TreesWanted(Mapper)];
        Assert.Throws<ContributionException>(() => both.Apply(state, new SecureSum(new double[both.Specify(state).Length + 1], 1, 1)));
        Assert.Throws<ArgumentException>(() => both.Specify([state[0]]));
        Assert.Throws<ArgumentException>(() => new ParallelBoosting([]));
    }
}
