using Federated.Learning.Explanations;
using Federated.Learning.Kernels;
using Federated.Learning.Tests.Trees;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Explanations;

public sealed class TreeShapTests
{
    private static readonly HistogramBoostingOptions Small = new() { Trees = 4, MaximumLeaves = 12, LearningRate = 0.5, Bins = 16, Splits = new SplitOptions { MinimumRowsInLeaf = 3 } };

    [Fact]
    public void Explain_AnyBoostedTrees_AreTheShapleyValuesOverAllSubsets()
    {
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (seed, columns) =>
        {
            TrainingTable table = Tables.Mixed((ulong)seed, 150, columns);
            BoostedTrees model = HistogramBoosting.Train(table, Small);

            FeatureAttributions explained = new TreeShap(model).Explain(table.Features[..(6 * columns)]);

            for (int row = 0; row < 6; row++)
            {
                double[] expected = BruteForce(model.Trees, model.Mapper, table.Features.Span.Slice(row * columns, columns), 0, 1);
                Assert.Equal(expected, explained.Of(row).ToArray(), (left, right) => Math.Abs(left - right) < 1e-10);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Explain_AnyModel_AddsUpToItsOutput()
    {
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
        {
            TrainingTable table = Tables.Mixed((ulong)seed, 400, 12);
            ReadOnlyMemory<float> few = table.Features[..(50 * 12)];
            BoostedTrees boosted = HistogramBoosting.Train(table, Small with { Trees = 10, MaximumLeaves = 31 });
            BaggedTrees bagged = RandomForest.Train(table, new RandomForestOptions { Trees = 5 });
            BoostedTrees classes = HistogramBoosting.Train(Classes(table), Small with { Objective = BoostingObjective.Softmax, Classes = 3 });

            AssertAddsUp(new TreeShap(boosted).Explain(few), boosted.Scores(few));
            AssertAddsUp(new TreeShap(bagged).Explain(few), bagged.Predict(few));
            AssertAddsUp(new TreeShap(classes).Explain(few), classes.Scores(few));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void Explain_ForestOfClasses_AreTheShapleyValuesOfEveryClass()
    {
        TrainingTable table = Classes(Tables.Mixed(3, 200, 4));
        BaggedTrees forest = RandomForest.Train(table, new RandomForestOptions { Classes = 3, Trees = 3, MaximumDepth = 6 });

        FeatureAttributions explained = new TreeShap(forest).Explain(table.Features[..20]);

        Assert.Equal(3, explained.Outputs);
        for (int row = 0; row < 5; row++)
        {
            for (int output = 0; output < 3; output++)
            {
                double[] expected = BruteForce(forest.Trees, forest.Mapper, table.Features.Span.Slice(row * 4, 4), output, 1.0 / 3);
                Assert.Equal(expected, explained.Of(row, output).ToArray(), (left, right) => Math.Abs(left - right) < 1e-10);
            }
        }
    }

    [Fact]
    public void Explain_ManyThreads_GivesTheSame()
    {
        TrainingTable table = Tables.Mixed(5, 300);
        var explainer = new TreeShap(HistogramBoosting.Train(table, Small));
        using var workers = new Workers(3);
        FeatureAttributions one = explainer.Explain(table.Features), three = explainer.Explain(table.Features, workers);

        Assert.All(Enumerable.Range(0, table.Rows), row => Assert.Equal(one.Of(row).ToArray(), three.Of(row).ToArray()));
    }

    [Fact]
    public void Explain_ColumnThatNoTreeTests_GetsNothing()
    {
        TrainingTable table = Tables.Mixed(7, 300);
        float[] features = table.Features.ToArray();
        for (int index = 3; index < features.Length; index += table.Columns)
            features[index] = 1;
        BoostedTrees model = HistogramBoosting.Train(new TrainingTable(features, table.Columns, table.Labels, default, table.Kinds.AsSpan()), Small);

        FeatureAttributions explained = new TreeShap(model).Explain(features);

        Assert.All(Enumerable.Range(0, table.Rows), row => Assert.Equal(0, explained.Of(row)[3]));
        Assert.DoesNotContain(explained.Strongest(0, 9), reason => reason.Column == 3);
        Assert.Equal(explained.Of(0).ToArray().Max(Math.Abs), Math.Abs(explained.Strongest(0, 1)[0].Contribution));
    }

    [Fact]
    public void Explain_NotWholeRows_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TreeShap(HistogramBoosting.Train(Tables.Mixed(5, 100), Small)).Explain(new float[7]));

    private static TrainingTable Classes(TrainingTable table)
    {
        float[] labels = [.. Enumerable.Range(0, table.Rows).Select(row => table.Labels.Span[row] == 0 ? 0f : table.Features.Span[(row * table.Columns) + 1] > 0 ? 1 : 2)];
        return new TrainingTable(table.Features, table.Columns, labels, default, table.Kinds.AsSpan());
    }

    private static void AssertAddsUp(FeatureAttributions explained, float[] outputs)
    {
        for (int index = 0; index < outputs.Length; index++)
            Assert.Equal(outputs[index], explained.Total(index / explained.Outputs, index % explained.Outputs), 1e-5);
    }

    // φᵢ = Σ over S without i of |S|!(n − |S| − 1)!/n! · (v(S ∪ i) − v(S)), as it is written.
    private static double[] BruteForce(IReadOnlyList<DecisionTree> trees, BinMapper mapper, ReadOnlySpan<float> row, int output, double factor)
    {
        int columns = row.Length;
        var codes = new byte[columns];
        for (int column = 0; column < columns; column++)
            codes[column] = mapper.Columns[column].BinOf(row[column]);
        double[] games = [.. Enumerable.Range(0, 1 << columns).Select(known => factor * trees.Sum(tree => Expected(tree, 0, known, codes, output)))];
        var values = new double[columns];
        for (int known = 0; known < games.Length; known++)
        {
            int size = System.Numerics.BitOperations.PopCount((uint)known);
            for (int column = 0; column < columns; column++)
            {
                if ((known >> column & 1) == 0)
                    values[column] += Factorial(size) * Factorial(columns - size - 1) / Factorial(columns) * (games[known | (1 << column)] - games[known]);
            }
        }

        return values;
    }

    private static double Expected(DecisionTree tree, int node, int known, byte[] codes, int output)
    {
        TreeNode test = tree.Nodes[node];
        if (test.IsLeaf)
            return tree.Values[(node * tree.Outputs) + output];
        double left = Expected(tree, test.LeftChild, known, codes, output), right = Expected(tree, test.LeftChild + 1, known, codes, output);
        if ((known >> test.Column & 1) != 0)
            return test.SendsLeft(codes[test.Column]) ? left : right;
        return ((left * tree.Nodes[test.LeftChild].Rows) + (right * tree.Nodes[test.LeftChild + 1].Rows)) / test.Rows;
    }

    private static double Factorial(int number) => number < 2 ? 1 : number * Factorial(number - 1);
}
