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
    public void Apply_SumOfAnotherRound_IsRefused()
    {
        var both = new ParallelBoosting([Short, Long]);
        ImmutableArray<TreeState> state = [new TreesWanted(Mapper), new TreesWanted(Mapper)];
        Assert.Throws<ContributionException>(() => both.Apply(state, new SecureSum(new double[both.Specify(state).Length + 1], 1, 1)));
        Assert.Throws<ArgumentException>(() => both.Specify([state[0]]));
        Assert.Throws<ArgumentException>(() => new ParallelBoosting([]));
    }
}
