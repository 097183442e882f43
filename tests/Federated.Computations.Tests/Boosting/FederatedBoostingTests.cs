using Federated.Computations.Boosting;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Boosting;

public sealed class FederatedBoostingTests
{
    private static readonly FederatedBoostingOptions Small = new() { Trees = 5, MaximumDepth = 4, LearningRate = 0.3 };

    [Fact]
    public void Rounds_AnySplitOfTheRowsQuantised_GiveThePooledModelBitForBit()
    {
        Gen<(int Seed, int Nodes, int Depth, int Leaves)> cases = Gen.Choose(0, 1_000_000).SelectMany(
            _ => Gen.Choose(1, 5).Zip(Gen.Choose(2, 6)).Zip(Gen.Choose(2, 40)), (seed, rest) => (seed, rest.Item1.Item1, rest.Item1.Item2, rest.Item2));
        Prop.ForAll(cases.ToArbitrary(), example =>
        {
            TrainingTable table = TreeTables.TwoClass((ulong)example.Seed, 700);
            BinMapper mapper = BinMapper.FromTable(table, 20);
            var splits = new SplitOptions { MinimumRowsInLeaf = 5, L2 = 0.5 };
            var joint = new FederatedBoosting(Small with { MaximumDepth = example.Depth, MaximumLeaves = example.Leaves, Splits = splits });
            var pooled = new HistogramBoostingOptions
            {
                Trees = Small.Trees,
                LearningRate = Small.LearningRate,
                MaximumDepth = example.Depth,
                MaximumLeaves = example.Leaves,
                Splits = splits,
            };

            TreesGrown grown = TreeRounds.Run(joint, mapper, TreeTables.Split(table, example.Nodes, (ulong)example.Seed));

            Assert.Equal(HistogramBoosting.Train(table, pooled, bins: mapper).Capture().ContentHash(), joint.Model(grown).Capture().ContentHash());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void Rounds_Softmax_GiveThePooledModelBitForBit()
    {
        TrainingTable table = TreeTables.ThreeClass(3, 600);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var joint = new FederatedBoosting(Small with { Objective = BoostingObjective.Softmax, Classes = 3 });
        var pooled = new HistogramBoostingOptions
        {
            Objective = BoostingObjective.Softmax,
            Classes = 3,
            Trees = Small.Trees,
            LearningRate = Small.LearningRate,
            MaximumDepth = 4,
        };

        TreesGrown grown = TreeRounds.Run(joint, mapper, TreeTables.Split(table, 4, 1));

        Assert.Equal(15, grown.Trees.Length);
        Assert.Equal(HistogramBoosting.Train(table, pooled, bins: mapper).Capture().ContentHash(), joint.Model(grown).Capture().ContentHash());
    }

    [Fact]
    public void Rounds_MonotoneConstraint_GiveThePooledModelBitForBit()
    {
        TrainingTable table = TreeTables.TwoClass(11, 600);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var splits = new SplitOptions { Monotone = [-1, 1, 0, 0] };
        var joint = new FederatedBoosting(Small with { Splits = splits });
        var pooled = new HistogramBoostingOptions { Trees = Small.Trees, LearningRate = Small.LearningRate, MaximumDepth = 4, Splits = splits };

        TreesGrown grown = TreeRounds.Run(joint, mapper, TreeTables.Split(table, 3, 1));

        Assert.Equal(HistogramBoosting.Train(table, pooled, bins: mapper).Capture().ContentHash(), joint.Model(grown).Capture().ContentHash());
    }

    [Theory]
    [InlineData(BoostingObjective.SquaredError)]
    [InlineData(BoostingObjective.Poisson)]
    public void Rounds_Regression_GiveOneModelWhereverTheRowsLieAndThePooledOneNearly(BoostingObjective objective)
    {
        TrainingTable table = objective == BoostingObjective.Poisson ? TreeTables.Counts(5, 800) : TreeTables.Regression(5, 800);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var joint = new FederatedBoosting(Small with { Objective = objective, LargestLabel = 10 });
        var pooled = new HistogramBoostingOptions { Objective = objective, Trees = Small.Trees, LearningRate = Small.LearningRate, MaximumDepth = 4 };

        BoostedTrees split = joint.Model(TreeRounds.Run(joint, mapper, TreeTables.Split(table, 4, 2)));

        Assert.Equal(joint.Model(TreeRounds.Run(joint, mapper, [TreeTables.Pooled(table)])).Capture().ContentHash(), split.Capture().ContentHash());
        Assert.Equal(
            HistogramBoosting.Train(table, pooled, bins: mapper).Scores(table.Features), split.Scores(table.Features), (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public void Rounds_RowAndColumnSamples_GiveOneModelWhereverTheRowsLie()
    {
        TrainingTable table = TreeTables.TwoClass(7, 900);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var joint = new FederatedBoosting(Small with { RowShare = 0.6, ColumnShare = 0.5 });
        var other = new FederatedBoosting(Small with { RowShare = 0.6, ColumnShare = 0.5, Seed = 1 });

        TreesGrown split = TreeRounds.Run(joint, mapper, TreeTables.Split(table, 5, 3));

        Assert.Equal(TreeStateSnapshot.Write(TreeRounds.Run(joint, mapper, [TreeTables.Pooled(table)])).ContentHash(), TreeStateSnapshot.Write(split).ContentHash());
        Assert.NotEqual(TreeStateSnapshot.Write(TreeRounds.Run(other, mapper, [TreeTables.Pooled(table)])).ContentHash(), TreeStateSnapshot.Write(split).ContentHash());
        Assert.All(split.Trees, tree => Assert.InRange(tree.Nodes[0].Rows, 0.5 * table.Rows, 0.7 * table.Rows));
        Assert.All(split.Trees, tree => Assert.InRange(tree.Nodes.Where(node => !node.IsLeaf).Select(node => node.Column).Distinct().Count(), 1, 2));
        Assert.True(split.Trees.SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf).Select(node => node.Column).Distinct().Count() > 2);
    }

    [Fact]
    public void Rounds_ValidationShare_StopAtTheBestRoundByTheLossOfTheHeldBackRows()
    {
        TrainingTable table = TreeTables.TwoClass(9, 700);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var joint = new FederatedBoosting(Small with { Trees = 60, LearningRate = 0.8, ValidationShare = 0.3, Patience = 4, Splits = new SplitOptions { MinimumRowsInLeaf = 5 } });
        RowDraws heldBack = joint.Plan.HeldBack!;

        TreesGrown grown = TreeRounds.Run(joint, mapper, TreeTables.Split(table, 4, 4));

        TrainingTable held = table.Select([.. Enumerable.Range(0, table.Rows).Where(row => heldBack.Of(TreeTables.KeyOf(row)) > 0)]);
        double[] losses = [.. Enumerable.Range(0, grown.Trees.Length + 1).Select(rounds => LogLoss(joint, grown, rounds, held))];
        Assert.InRange(held.Rows, 150, 270);
        Assert.Equal(table.Rows - held.Rows, grown.Rows);
        Assert.InRange(grown.Trees.Length, 1, 30);
        Assert.Equal(losses, grown.ValidationLosses.Take(losses.Length), (left, right) => Math.Abs(left - right) < 1e-5);
        Assert.Equal(grown.ValidationLosses.Min(), grown.ValidationLosses[grown.Trees.Length]);
        Assert.Equal(grown.Trees.Length + 1 + 4, grown.ValidationLosses.Length);
    }

    [Fact]
    public void Rounds_PatienceThatNeverRunsOut_JudgeTheLastTreeToo()
    {
        TrainingTable table = TreeTables.TwoClass(9, 500);
        var joint = new FederatedBoosting(Small with { ValidationShare = 0.2, Patience = 100 });

        TreesGrown grown = TreeRounds.Run(joint, BinMapper.FromTable(table, 20), TreeTables.Split(table, 3, 4));

        Assert.Equal(Small.Trees + 1, grown.ValidationLosses.Length);
        Assert.Equal(grown.ValidationLosses.Min(), grown.ValidationLosses[grown.Trees.Length]);
    }

    [Fact]
    public void Rounds_TheirNumberAndLength_AreAsDocumented()
    {
        TrainingTable table = TreeTables.TwoClass(2, 3_000);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        int slots = mapper.Columns.Sum(column => column.Count + 1);

        TreeRounds.Run(new FederatedBoosting(Small), mapper, TreeTables.Split(table, 2, 1), out List<int> lengths);

        Assert.Equal(2, lengths[0]);
        Assert.InRange(lengths.Count, 2 + Small.Trees, 1 + (Small.MaximumDepth * Small.Trees));
        Assert.Equal(Small.Trees, lengths.Count(length => length == 3 * slots));
        Assert.All(lengths[1..], length => Assert.True(length % (3 * slots) == 0 && length <= 3 * slots << (Small.MaximumDepth - 1)));
        Assert.InRange(new FederatedBoosting(Small).Specify(new TreesWanted(mapper)).Bits, 2, 48);
    }

    [Fact]
    public void Contribute_RowsThatDoNotFit_AreRefused()
    {
        TrainingTable table = TreeTables.TwoClass(1, 50);
        BinMapper mapper = BinMapper.FromTable(table, 8);
        string Refusal(FederatedBoosting asked, TreeRows rows) => Assert.Throws<ContributionException>(
            () => asked.Contribute(new TreesWanted(mapper), new LocalTreeSums([rows]), new Contribution(asked.Specify(new TreesWanted(mapper))))).Message;

        Assert.Contains("give each row the key", Refusal(new FederatedBoosting(Small with { ValidationShare = 0.2 }), new TreeRows(table)), StringComparison.Ordinal);
        Assert.Contains("with 2 classes", Refusal(new FederatedBoosting(Small), new TreeRows(TreeTables.ThreeClass(1, 50))), StringComparison.Ordinal);
        Assert.Contains("kinds", Refusal(new FederatedBoosting(Small), new TreeRows(new TrainingTable(new float[1], 1, new float[1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SumsThatNoRowsHave_AreRefused()
    {
        TrainingTable table = TreeTables.TwoClass(1, 200);
        var joint = new FederatedBoosting(Small);
        TreeState wanted = new TreesWanted(BinMapper.FromTable(table, 8));
        LocalTreeSums[] nodes = [new([new TreeRows(table)])];
        TreeState state = joint.Apply(wanted, SimulatedSum.Exact(joint, wanted, nodes));
        void Refuse(int index, double change)
        {
            double[] values = SimulatedSum.Exact(joint, state, nodes).Values.ToArray();
            values[index] += change;
            Assert.Throws<ContributionException>(() => joint.Apply(state, new SecureSum(values, 1, 1)));
        }

        Refuse(0, 1);
        Refuse(0, 0.4);
        Refuse(0, 1e15);
        Refuse(1, -1e12);
        Refuse(2, 1);
        Refuse(2, -1_000);
        Assert.Throws<ContributionException>(() => joint.Apply(wanted, new SecureSum([0, 0], 1, 1)));
        Assert.Throws<ContributionException>(() => joint.Apply(wanted, new SecureSum([0.5, 1], 1, 1)));
    }

    [Theory]
    [InlineData(0, 0.0, false)]
    [InlineData(0, -1.0, true)]
    [InlineData(1e14, 0.0, true)]
    public void Apply_SumsThatAddUpInEveryColumnButNoRowsHave_AreRefused(double gradient, double hessian, bool isRefused)
    {
        TrainingTable table = TreeTables.ThreeClass(1, 200);
        var joint = new FederatedBoosting(Small with { Objective = BoostingObjective.Softmax, Classes = 3 });
        TreeState wanted = new TreesWanted(BinMapper.FromTable(table, 8));
        LocalTreeSums[] nodes = [new([new TreeRows(table)])];
        TreeState state = joint.Apply(wanted, SimulatedSum.Exact(joint, wanted, nodes));
        double[] values = SimulatedSum.Exact(joint, state, nodes).Values.ToArray();

        // Of the first column's first two bins: all but one row move to the second, and what is told of the rest is made up.
        (double Gradient, double Hessian, double Count) both = (values[0] + values[3], values[1] + values[4], values[2] + values[5]);
        (values[0], values[1], values[2]) = (gradient, hessian, 1);
        (values[3], values[4], values[5]) = (both.Gradient - gradient, both.Hessian - hessian, both.Count - 1);

        Exception? fault = Record.Exception(() => joint.Apply(state, new SecureSum(values, 1, 1)));
        Assert.Equal(isRefused, fault is ContributionException);
        Assert.True(isRefused || fault is null);
    }

    [Fact]
    public void Apply_LossOrLabelsThatNoRowsHave_AreRefused()
    {
        TrainingTable table = TreeTables.TwoClass(1, 200);
        var guarded = new FederatedBoosting(Small with { ValidationShare = 0.2 });
        TreeState wanted = new TreesWanted(BinMapper.FromTable(table, 8));
        LocalTreeSums[] nodes = [new([new TreeRows(table, Enumerable.Range(0, table.Rows).Select(TreeTables.KeyOf).ToArray())])];
        TreeState state = guarded.Apply(wanted, SimulatedSum.Exact(guarded, wanted, nodes));
        double[] values = SimulatedSum.Exact(guarded, state, nodes).Values.ToArray();
        Assert.IsType<TreesGrowing>(guarded.Apply(state, new SecureSum([.. values], 1, 1)));
        Assert.Contains("loss", Assert.Throws<ContributionException>(() => guarded.Apply(state, new SecureSum([1e15, .. values[1..]], 1, 1))).Message, StringComparison.Ordinal);

        var amounts = new FederatedBoosting(Small with { Objective = BoostingObjective.SquaredError, LargestLabel = 10 });
        double unit = Math.ScaleB(10, -20);
        Assert.IsType<TreesGrowing>(amounts.Apply(wanted, new SecureSum([5, 50 / unit], 1, 1)));
        Assert.Throws<ContributionException>(() => amounts.Apply(wanted, new SecureSum([5, 51 / unit], 1, 1)));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        foreach (FederatedBoostingOptions broken in new[]
        {
            Small with { Trees = 0 }, Small with { MaximumDepth = 13 }, Small with { MaximumLeaves = 1 }, Small with { RowShare = 0 }, Small with { ColumnShare = 1.1 },
            Small with { ValidationShare = 0.6 }, Small with { Patience = 0 }, Small with { Objective = BoostingObjective.SquaredError }, Small with { LearningRate = 0 },
        })
            Assert.Throws<ArgumentException>(() => new FederatedBoosting(broken));
    }

    private static double LogLoss(FederatedBoosting joint, TreesGrown grown, int rounds, TrainingTable held)
    {
        var part = new BoostedTrees(BoostingObjective.Logistic, grown.Baseline, grown.Mapper, [.. grown.Trees.Take(rounds)]);
        float[] predictions = part.Predict(held.Features);
        Assert.Equal(grown.Rows > 0, joint.IsDone(grown));
        return Enumerable.Range(0, held.Rows).Average(row => -Math.Log(held.Labels.Span[row] == 1 ? predictions[row] : 1 - predictions[row]));
    }
}
