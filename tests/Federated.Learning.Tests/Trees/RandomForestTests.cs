using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Trees;

public sealed class RandomForestTests
{
    private static readonly RandomForestOptions Small = new() { Trees = 30, MinimumRowsInLeaf = 3 };

    [Fact]
    public void Train_MixedTable_RanksRowsThatItHasNotSeen()
    {
        TrainingTable training = Tables.Mixed(1, 2_000), test = Tables.Mixed(2, 2_000);

        BaggedTrees forest = RandomForest.Train(training, Small);

        Assert.Equal(Tables.BestArea(test), AreaUnderCurve.Exact(forest.Predict(test.Features), test.Labels.Span), 0.03);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Train_MoreThreads_GivesTheSameBits(int classes)
    {
        TrainingTable table = Tables.Mixed(3, 500, weighted: true);
        RandomForestOptions options = Small with { Classes = classes, Trees = 7 };
        using var workers = new Workers(2);

        BaggedTrees one = RandomForest.Train(table, options), three = RandomForest.Train(table, options, workers);

        Assert.Equal(one.Capture().ContentHash(), three.Capture().ContentHash());
        Assert.Equal(one.OutOfBag!.Error, three.OutOfBag!.Error);
        Assert.Equal(one.OutOfBag.Predictions.ToArray(), three.OutOfBag.Predictions.ToArray());
        Assert.NotEqual(one.Capture().ContentHash(), RandomForest.Train(table, options with { Seed = 1 }).Capture().ContentHash());
    }

    [Fact]
    public void Train_OneFullTreeWithoutBootstrap_RemembersEveryRow()
    {
        float[] values = [.. Enumerable.Range(0, 200).Select(row => (float)row)];
        var random = new SeededGenerator(1);
        float[] labels = [.. values.Select(_ => (float)random.NextBelow(11))];
        var options = new RandomForestOptions { Trees = 1, Bootstrap = false };

        float[] regression = RandomForest.Train(Tables.Single(values, labels), options with { Classes = 0 }).Predict(values);
        float[] classes = RandomForest.Train(Tables.Single(values, labels), options with { Classes = 11 }).Predict(values);

        Assert.Equal(labels, regression, (left, right) => Math.Abs(left - right) < 1e-5);
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal(1, classes[(row * 11) + (int)labels[row]], 1e-6));
    }

    [Fact]
    public void Train_TwoClassesAsTwoOutputs_PartRowsAsOneOutputDoes()
    {
        // A third class without rows makes the forest tell the classes apart by three outputs; the Gini impurity is the same.
        TrainingTable table = Tables.Mixed(4, 300, columns: 2);
        RandomForestOptions options = Small with { Trees = 5, ColumnsPerSplit = 2 };

        float[] one = RandomForest.Train(table, options).Predict(table.Features);
        float[] three = RandomForest.Train(table, options with { Classes = 3 }).Predict(table.Features);

        Assert.Equal(one, Enumerable.Range(0, 300).Select(row => three[(row * 3) + 1]), (left, right) => Math.Abs(left - right) < 1e-5);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal(0, three[(row * 3) + 2]));
    }

    [Fact]
    public void OutOfBag_Classes_EstimatesTheErrorOnNewRows()
    {
        TrainingTable training = Tables.Mixed(5, 2_000), test = Tables.Mixed(6, 4_000);

        BaggedTrees forest = RandomForest.Train(training, Small with { Trees = 60 });
        float[] predictions = forest.Predict(test.Features);
        double error = Enumerable.Range(0, 4_000).Average(row => predictions[row] > 0.5 == test.Labels.Span[row] > 0.5 ? 0.0 : 1.0);

        Assert.Equal(2_000, forest.OutOfBag!.Rows);
        Assert.Equal(error, forest.OutOfBag.Error, 0.03);
    }

    [Fact]
    public void OutOfBag_OneTree_LeavesOutTheRowsOfItsBootstrap()
    {
        float[] values = [.. Enumerable.Range(0, 1_000).Select(row => (float)row)];

        BaggedTrees forest = RandomForest.Train(Tables.Single(values, values), new() { Classes = 0, Trees = 1 });
        float[] predictions = forest.Predict(values);
        int[] unseen = [.. Enumerable.Range(0, 1_000).Where(row => !float.IsNaN(forest.OutOfBag!.Predictions[row]))];

        // A row is left out of a bootstrap of n rows with probability (1 − 1/n)ⁿ, about 1/e. The tree knows all others by heart.
        Assert.InRange(unseen.Length, 320, 420);
        Assert.Equal(unseen.Length, forest.OutOfBag!.Rows);
        Assert.Equal(unseen.Average(row => Math.Pow(predictions[row] - row, 2)), forest.OutOfBag.Error, 1e-4);
        Assert.True(forest.OutOfBag.Error > 0.5);
    }

    [Fact]
    public void OutOfBag_WithoutBootstrap_IsNull() => Assert.Null(RandomForest.Train(Tables.Mixed(5, 50), Small with { Bootstrap = false }).OutOfBag);

    [Fact]
    public void Train_MinimumRowsAndDepth_AreKept()
    {
        TrainingTable table = Tables.Mixed(7, 1_000);

        BaggedTrees forest = RandomForest.Train(table, Small with { MinimumRowsInLeaf = 25, MaximumDepth = 4 });

        Assert.All(forest.Trees, tree => Assert.InRange(tree.Depth, 1, 4));
        Assert.All(forest.Trees.SelectMany(tree => tree.Nodes), node => Assert.True(node.Rows >= 25));
        Assert.All(forest.Trees, tree => Assert.Equal(1_000, tree.Nodes[0].Rows));
    }

    [Fact]
    public void Train_OneColumnPerSplit_StillFindsTheOneThatVaries()
    {
        // Nine constant columns: further columns are drawn until one has a split.
        float[] features = [.. Enumerable.Range(0, 1_000).Select(index => index % 10 == 7 ? index / 10f : 1f)];
        float[] labels = [.. Enumerable.Range(0, 100).Select(row => row < 50 ? 0f : 1f)];

        BaggedTrees forest = RandomForest.Train(new TrainingTable(features, 10, labels), new() { Trees = 10, ColumnsPerSplit = 1 });

        Assert.All(forest.Trees, tree => Assert.True(tree.Leaves >= 2));
        Assert.Equal(forest.Trees.Sum(tree => tree.Leaves - 1), forest.Importances()[7].Splits);
    }

    [Fact]
    public void Train_ClassWeights_ShiftTheProbabilities()
    {
        TrainingTable table = Tables.Mixed(8, 1_000);

        double plain = RandomForest.Train(table, Small with { MinimumRowsInLeaf = 50 }).Predict(table.Features).Average();
        double weighted = RandomForest.Train(table, Small with { MinimumRowsInLeaf = 50, ClassWeights = [1, 10] }).Predict(table.Features).Average();

        Assert.True(weighted > plain + 0.1, $"{plain} {weighted}");
    }

    [Fact]
    public void Train_WrongOptionsOrLabels_AreRefused()
    {
        TrainingTable table = Tables.Single([1, 2, 3], [0, 1, 2]);

        Assert.Contains("Row 2 has label 2", Refusal(() => RandomForest.Train(table, Small)), StringComparison.Ordinal);
        Assert.Contains("2 columns", Refusal(() => RandomForest.Train(table, Small with { ColumnsPerSplit = 2, Classes = 0 })), StringComparison.Ordinal);
        string all = Refusal(() => RandomForest.Train(table, new() { Classes = 1, Trees = 0, MaximumDepth = 65, MinimumRowsInLeaf = 0, Bins = 1 }));
        Assert.All(
            new[] { "classes is 1", "trees is 0", "maximum depth is 65", "leaf is 0", "bins is 1" }, fault => Assert.Contains(fault, all, StringComparison.Ordinal));
    }

    private static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
}
