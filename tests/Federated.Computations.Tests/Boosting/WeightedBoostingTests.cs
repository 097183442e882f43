using Federated.Computations.Boosting;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class WeightedBoostingTests
{
    private static readonly FederatedBoostingOptions Weighted = new()
    {
        Trees = 5,
        MaximumDepth = 4,
        LearningRate = 0.3,
        Objective = BoostingObjective.SquaredError,
        LargestLabel = 10,
        LargestWeight = 4,
    };

    private static readonly TrainingTable Table = Weigh(TreeTables.Regression(5, 800), random => (float)(4 * random.NextDouble()));
    private static readonly BinMapper Mapper = BinMapper.FromTable(Table, 20);

    [Fact]
    public void Rounds_RowsOfDifferentWeight_GiveOneModelWhereverTheyLieAndThePooledOneNearly()
    {
        var joint = new FederatedBoosting(Weighted);
        var pooled = new HistogramBoostingOptions { Objective = BoostingObjective.SquaredError, Trees = 5, LearningRate = 0.3, MaximumDepth = 4 };
        BoostedTrees split = joint.Model(TreeRounds.Run(joint, Mapper, TreeTables.Split(Table, 4, 2)));
        Assert.Equal(joint.Model(TreeRounds.Run(joint, Mapper, [TreeTables.Pooled(Table)])).Capture().ContentHash(), split.Capture().ContentHash());
        Assert.Equal(HistogramBoosting.Train(Table, pooled, bins: Mapper).Scores(Table.Features), split.Scores(Table.Features), (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public void Rounds_WeightOfTwo_CountsAsTheRowTwice()
    {
        TrainingTable plain = TreeTables.Regression(8, 400);
        TrainingTable twice = plain.Select([.. Enumerable.Range(0, 400).SelectMany(row => row % 2 == 0 ? new[] { row, row } : [row])]);
        TrainingTable heavy = Weigh(plain, (_, row) => row % 2 == 0 ? 2 : 1);
        // Gains, baselines and leaves depend on weights alone as long as no leaf is too small for its rows.
        FederatedBoosting light = new(Weighted with { LargestWeight = null, Splits = Free }), weighed = new(Weighted with { Splits = Free });
        Assert.Equal(
            light.Model(TreeRounds.Run(light, Mapper, [TreeTables.Pooled(twice)])).Scores(plain.Features),
            weighed.Model(TreeRounds.Run(weighed, Mapper, TreeTables.Split(heavy, 3, 1))).Scores(plain.Features), (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public void Rounds_HeldBackRows_JudgeByTheirWeights()
    {
        var joint = new FederatedBoosting(Weighted with { ValidationShare = 0.3 });
        TreesGrown grown = TreeRounds.Run(joint, Mapper, TreeTables.Split(Table, 3, 1));
        int[] held = [.. Enumerable.Range(0, Table.Rows).Where(row => joint.Plan.HeldBack!.Of(TreeTables.KeyOf(row)) > 0)];
        float[] scores = joint.Model(grown).Scores(Table.Features);
        double loss = held.Average(row => Table.Weights.Span[row] * Math.Pow(scores[row] - Table.Labels.Span[row], 2) / 2);
        Assert.Equal(loss, grown.ValidationLosses[^1], 1e-3);
    }

    [Fact]
    public void Apply_RowsThatWeighNothing_AreRefused()
    {
        var joint = new FederatedBoosting(Weighted);
        TrainingTable feather = Weigh(TreeTables.Regression(1, 50), (_, row) => row == 0 ? 1e-9f : 0);
        Assert.Contains("must weigh something", Assert.Throws<ContributionException>(() => TreeRounds.Run(joint, Mapper, [TreeTables.Pooled(feather)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WeightsOfClasses_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new FederatedBoosting(Weighted with { Objective = BoostingObjective.Logistic }));

    private static SplitOptions Free => new() { MinimumRowsInLeaf = 1, MinimumRowsInCategory = 0 };

    private static TrainingTable Weigh(TrainingTable table, Func<SeededGenerator, float> weight) => Weigh(table, (random, _) => weight(random));

    private static TrainingTable Weigh(TrainingTable table, Func<SeededGenerator, int, float> weight)
    {
        var random = new SeededGenerator(3);
        return new TrainingTable(table.Features, table.Columns, table.Labels, Enumerable.Range(0, table.Rows).Select(row => weight(random, row)).ToArray(), table.Kinds.AsSpan());
    }
}
