using Federated.Computations.Boosting;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class LocalTreeSumsTests
{
    private static readonly FederatedBoosting Computation = new(new FederatedBoostingOptions { Trees = 4, MaximumDepth = 3, ValidationShare = 0.25, Patience = 50 });

    [Fact]
    public void Contribute_HeldOrReadAnewInAnyBatches_IsTheSame()
    {
        TrainingTable table = TreeTables.TwoClass(3, 500);
        TreeRows[] batches = TreeTables.Split(table, 4, 7);
        int passes = 0;
        IEnumerable<TreeRows> Counted()
        {
            passes++;
            return batches;
        }

        var held = new LocalTreeSums(Streamed(Counted));
        int rounds = 0;
        for (TreeState state = new TreesWanted(BinMapper.FromTable(table, 16)); !Computation.IsDone(state); rounds++)
        {
            double[] expected = Values(state, new LocalTreeSums([TreeTables.Pooled(table)], hold: false));

            Assert.Equal(expected, Values(state, held));
            Assert.Equal(expected, Values(state, new LocalTreeSums(batches, hold: false)));
            state = Computation.Apply(state, new SecureSum(expected, 1, 1));
        }

        Assert.True(rounds > 8);
        Assert.Equal(1, passes);
    }

    [Fact]
    public void Contribute_AnotherModelThanBefore_IsNotScoredByWhatWasHeld()
    {
        TrainingTable table = TreeTables.TwoClass(3, 300), other = TreeTables.TwoClass(4, 300);
        BinMapper mapper = BinMapper.FromTable(table, 16);
        var held = new LocalTreeSums([TreeTables.Pooled(table)]);
        var computation = new FederatedBoosting(new FederatedBoostingOptions { Trees = 3, MaximumDepth = 2 });
        TreeState[] first = States(computation, mapper, held, 5), second = States(computation, mapper, new LocalTreeSums([TreeTables.Pooled(other)]), 5);

        foreach (TreeState state in new[] { first[4], second[4], first[2], first[4] })
            Assert.Equal(Values(computation, state, new LocalTreeSums([TreeTables.Pooled(table)])), Values(computation, state, held));
    }

    [Fact]
    public void Contribute_NoRows_IsZero()
    {
        TreeState wanted = new TreesWanted(BinMapper.FromTable(TreeTables.TwoClass(3, 50), 8));

        Assert.All(Values(wanted, new LocalTreeSums([])), value => Assert.Equal(0, value));
    }

    private static TreeState[] States(FederatedBoosting computation, BinMapper mapper, LocalTreeSums rows, int rounds)
    {
        var states = new List<TreeState> { new TreesWanted(mapper) };
        while (states.Count < rounds)
            states.Add(computation.Apply(states[^1], new SecureSum(Values(computation, states[^1], rows), 1, 1)));
        return [.. states];
    }

    private static double[] Values(TreeState state, ITreeSums rows) => Values(Computation, state, rows);

    private static double[] Values(FederatedBoosting computation, TreeState state, ITreeSums rows)
    {
        var into = new Contribution(computation.Specify(state));
        computation.Contribute(state, rows, into);
        return into.Values.ToArray();
    }

    private static IEnumerable<TreeRows> Streamed(Func<IEnumerable<TreeRows>> read)
    {
        foreach (TreeRows batch in read())
            yield return batch;
    }
}
