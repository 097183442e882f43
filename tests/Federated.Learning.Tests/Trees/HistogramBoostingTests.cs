using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class HistogramBoostingTests
{
    private static readonly HistogramBoostingOptions Small = new() { Trees = 20, MaximumLeaves = 8, Splits = new() { MinimumRowsInLeaf = 5 } };

    [Fact]
    public void Train_MixedTable_RanksRowsThatItHasNotSeen()
    {
        TrainingTable training = Tables.Mixed(1, 3_000), test = Tables.Mixed(2, 3_000);

        float[] predictions = HistogramBoosting.Train(training, Small).Predict(test.Features);

        Assert.Equal(Tables.BestArea(test), AreaUnderCurve.Exact(predictions, test.Labels.Span), 0.01);
        Assert.All(predictions, prediction => Assert.InRange(prediction, 0, 1));
    }

    [Theory]
    [InlineData(BoostingObjective.Logistic)]
    [InlineData(BoostingObjective.Softmax)]
    [InlineData(BoostingObjective.SquaredError)]
    [InlineData(BoostingObjective.Poisson)]
    public void Train_MoreThreads_GivesTheSameBits(BoostingObjective objective)
    {
        TrainingTable table = Tables.Mixed(3, 4_000, weighted: true);
        HistogramBoostingOptions options = Small with { Objective = objective, Trees = 3 };
        using var workers = new Workers(2);

        BoostedTrees one = HistogramBoosting.Train(table, options), three = HistogramBoosting.Train(table, options, workers);

        Assert.Equal(one.Capture().ContentHash(), three.Capture().ContentHash());
        Assert.Equal(one.Predict(table.Features), three.Predict(table.Features, workers));
    }

    [Fact]
    public void Train_RowsInAnotherOrder_GivesTheSameModel()
    {
        TrainingTable table = Tables.Mixed(4, 2_000);
        int[] order = [.. Enumerable.Range(0, 2_000)];
        new SeededGenerator(9).Shuffle<int>(order);

        Assert.Equal(
            HistogramBoosting.Train(table, Small).Capture().ContentHash(), HistogramBoosting.Train(table.Select(order), Small).Capture().ContentHash());
    }

    [Fact]
    public void Train_WholeWeights_EqualRepeatedRows()
    {
        TrainingTable table = Tables.Mixed(5, 400);
        float[] weights = [.. Enumerable.Range(0, 400).Select(row => row % 3 == 0 ? 2f : 1f)];
        int[] repeated = [.. Enumerable.Range(0, 400).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        var weighted = new TrainingTable(table.Features, table.Columns, table.Labels, weights, table.Kinds.AsSpan());
        HistogramBoostingOptions options = Small with { Splits = new() { MinimumRowsInLeaf = 1, MinimumHessianInLeaf = 1, MinimumRowsInCategory = 0 } };

        float[] expected = HistogramBoosting.Train(table.Select(repeated), options).Scores(table.Features);

        Assert.Equal(expected, HistogramBoosting.Train(weighted, options).Scores(table.Features), (left, right) => Math.Abs(left - right) < 1e-4);
    }

    [Fact]
    public void Train_ClassWeights_EqualRowWeights()
    {
        TrainingTable table = Tables.Mixed(6, 500);
        float[] weights = [.. table.Labels.ToArray().Select(label => label > 0 ? 3f : 1f)];
        var weighted = new TrainingTable(table.Features, table.Columns, table.Labels, weights, table.Kinds.AsSpan());

        float[] expected = HistogramBoosting.Train(weighted, Small).Scores(table.Features);

        Assert.Equal(expected, HistogramBoosting.Train(table, Small with { ClassWeights = [1, 3] }).Scores(table.Features));
        Assert.NotEqual(expected, HistogramBoosting.Train(table, Small).Scores(table.Features));
    }

    [Fact]
    public void Train_BalancedClasses_StartsAtEvenOdds()
    {
        TrainingTable table = Tables.Single([.. Enumerable.Range(0, 100).Select(row => (float)row)], [.. Enumerable.Range(0, 100).Select(row => row < 90 ? 0f : 1f)]);

        Assert.Equal(0, HistogramBoosting.Train(table, Small with { BalancedClasses = true }).Baseline[0], 1e-6);
        Assert.Equal(Math.Log(0.1 / 0.9), HistogramBoosting.Train(table, Small).Baseline[0], 1e-6);
    }

    [Fact]
    public void Train_OneSplitByHand_GivesTheNewtonStep()
    {
        TrainingTable table = Tables.Single([1, 1, 1, 2, 2, 2], [0, 0, 1, 1, 1, 1]);
        var options = new HistogramBoostingOptions { Trees = 1, Splits = new() { MinimumRowsInLeaf = 1 } };

        float[] scores = HistogramBoosting.Train(table, options).Scores(new float[] { 1, 2, float.NaN });

        // p = 2/3, so h = 2/9 a row; left G = 2 − 1 = 1, right G = −1; both H = 2/3. Missing values go right: none was seen, and the left is not larger.
        double baseline = Math.Log(2);
        Assert.Equal([(float)(baseline - 0.15), (float)(baseline + 0.15), (float)(baseline + 0.15)], scores, (left, right) => Math.Abs(left - right) < 1e-6);
    }

    [Fact]
    public void Train_MissingValuesThatTell_AreUsed()
    {
        float[] values = [.. Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? float.NaN : row % 7)];
        float[] labels = [.. values.Select(value => float.IsNaN(value) ? 1f : 0f)];

        float[] predictions = HistogramBoosting.Train(Tables.Single(values, labels), Small with { Trees = 60 }).Predict(new float[] { float.NaN, 0, 6 });

        Assert.True(predictions[0] > 0.95 && predictions[1] < 0.05 && predictions[2] < 0.05, string.Join(", ", predictions));
    }

    [Fact]
    public void Train_CategoriesWithoutOrder_AreToldApartByOneSplit()
    {
        float[] values = [.. Enumerable.Range(0, 1_200).Select(row => (float)(row % 12))];
        float[] labels = [.. values.Select(value => value is 1 or 4 or 5 or 10 ? 1f : 0f)];
        HistogramBoostingOptions options = Small with { Trees = 1, LearningRate = 1, MaximumLeaves = 2 };

        BoostedTrees model = HistogramBoosting.Train(Tables.SingleCategorical(values, labels), options);
        float[] predictions = model.Predict(new float[] { 0, 1, 4, 5, 10, 11, 99, float.NaN });

        Assert.True(model.Trees[0].Leaves == 2);
        Assert.Equal([false, true, true, true, true, false, false, false], predictions.Select(prediction => prediction > 0.5));
    }

    [Fact]
    public void Train_MonotoneConstraint_HoldsEverywhere()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).Zip(Gen.Elements(-1, 1)).ToArbitrary(), drawn =>
        {
            (int seed, int direction) = drawn;
            var random = new SeededGenerator((ulong)seed);
            float[] features = [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())];

            // The label waves in the constrained column and interacts with the other.
            float[] labels = [.. Enumerable.Range(0, 300).Select(row => MathF.Sin(12 * features[2 * row]) + (features[2 * row] * features[(2 * row) + 1]))];
            var table = new TrainingTable(features, 2, labels);
            HistogramBoostingOptions options = Small with
            {
                Objective = BoostingObjective.SquaredError,
                LearningRate = 0.5,
                Trees = 8,
                Splits = new() { MinimumRowsInLeaf = 3, Monotone = [direction, 0] },
            };
            BoostedTrees model = HistogramBoosting.Train(table, options);

            for (float other = 0; other <= 1; other += 0.25f)
            {
                float[] line = [.. Enumerable.Range(0, 101).SelectMany(step => new[] { step / 100f, other })];
                float[] scores = model.Scores(line);
                Assert.All(Enumerable.Range(1, 100), step => Assert.True(direction * (scores[step] - scores[step - 1]) >= 0, $"step {step}, other {other}"));
            }

            Assert.True(model.Importances()[0].Splits > 0, "The constrained column is not used.");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Train_ThreeClasses_LearnsEachOfThem()
    {
        TrainingTable table = Tables.Mixed(7, 1_500, missing: 0);
        float[] labels = [.. Enumerable.Range(0, 1_500).Select(row => table.Features.Span[row * 5] switch { < -1 => 0f, < 1.5f => 1f, _ => 2f })];
        var classes = new TrainingTable(table.Features, 5, labels, default, table.Kinds.AsSpan());

        float[] predictions = HistogramBoosting.Train(classes, Small with { Objective = BoostingObjective.Softmax, Classes = 3, Trees = 30 }).Predict(table.Features);

        for (int row = 0; row < labels.Length; row++)
        {
            Assert.Equal(1, predictions.AsSpan(row * 3, 3).ToArray().Sum(), 1e-5);
            Assert.True(predictions[(row * 3) + (int)labels[row]] > 0.8, $"row {row}");
        }
    }

    [Fact]
    public void Train_Regressions_ApproachTheMeanOfEachGroup()
    {
        float[] values = [.. Enumerable.Range(0, 600).Select(row => (float)(row % 3))];
        float[] labels = [.. values.Select((value, row) => (value * value) + (row % 2))];
        TrainingTable table = Tables.Single(values, labels);
        HistogramBoostingOptions options = Small with { Trees = 200 };

        float[] squared = HistogramBoosting.Train(table, options with { Objective = BoostingObjective.SquaredError }).Predict(new float[] { 0, 1, 2 });
        float[] poisson = HistogramBoosting.Train(table, options with { Objective = BoostingObjective.Poisson }).Predict(new float[] { 0, 1, 2 });

        Assert.Equal([0.5f, 1.5f, 4.5f], squared, (left, right) => Math.Abs(left - right) < 1e-3);
        Assert.Equal([0.5f, 1.5f, 4.5f], poisson, (left, right) => Math.Abs(left - right) < 1e-3);
    }

    [Theory]
    [InlineData(1e-12f)]
    [InlineData(1e12f)]
    public void Train_LabelsOfAnyScale_AreFitted(float scale)
    {
        TrainingTable table = Tables.Single([.. Enumerable.Range(0, 100).Select(row => (float)row)], [.. Enumerable.Range(0, 100).Select(row => row < 50 ? 0 : scale)]);

        float[] predictions = HistogramBoosting.Train(table, Small with { Objective = BoostingObjective.SquaredError, Trees = 100 }).Predict(new float[] { 0, 99 });

        Assert.Equal(0, predictions[0] / scale, 1e-3);
        Assert.Equal(1, predictions[1] / scale, 1e-3);
    }

    [Fact]
    public void Train_ValidationShare_StopsAtTheBestRound()
    {
        TrainingTable table = Tables.Mixed(8, 600);
        HistogramBoostingOptions options = Small with { Trees = 500, LearningRate = 0.3, ValidationShare = 0.3, Patience = 5 };

        BoostedTrees model = HistogramBoosting.Train(table, options);
        int best = model.ValidationLosses.IndexOf(model.ValidationLosses.Min());

        Assert.Equal(best, model.Trees.Length);
        Assert.Equal(best + 5, model.ValidationLosses.Length - 1);
        Assert.InRange(best, 2, 100);
        Assert.Equal(model.Capture().ContentHash(), HistogramBoosting.Train(table, options).Capture().ContentHash());
        Assert.NotEqual(model.Capture().ContentHash(), HistogramBoosting.Train(table, options with { Seed = 1 }).Capture().ContentHash());
    }

    [Fact]
    public void Train_ValidationTable_ReportsTheLossOfThePredictions()
    {
        TrainingTable table = Tables.Mixed(8, 600), validation = Tables.Mixed(9, 300);

        BoostedTrees model = HistogramBoosting.Train(table, Small with { Trees = 10, Patience = 100 }, null, validation);
        float[] predictions = model.Predict(validation.Features);
        double loss = Enumerable.Range(0, 300).Average(row => -Math.Log(validation.Labels.Span[row] > 0 ? predictions[row] : 1 - predictions[row]));

        Assert.Equal(loss, model.ValidationLosses[^1], 1e-5);
    }

    [Fact]
    public void Importances_OnlyColumnsThatMatter_HaveGain()
    {
        BoostedTrees model = HistogramBoosting.Train(Tables.Mixed(10, 3_000), Small);

        FeatureImportance[] importances = [.. model.Importances()];

        Assert.Equal(model.Trees.Sum(tree => tree.Leaves - 1), importances.Sum(importance => importance.Splits));
        Assert.True(importances[0].Gain > importances[2].Gain && importances[2].Gain > 5 * importances[1].Gain, string.Join(", ", importances));
    }

    [Fact]
    public void Train_LabelsThatDoNotFit_AreRefusedWithTheirRow()
    {
        TrainingTable table = Tables.Single([1, 2, 3], [0, 1, 2]);

        Assert.Contains("Row 2 has label 2", Refusal(() => HistogramBoosting.Train(table, Small)), StringComparison.Ordinal);
        Assert.Contains("Row 2", Refusal(() => HistogramBoosting.Train(table, Small with { Objective = BoostingObjective.Softmax })), StringComparison.Ordinal);
        Assert.Contains(
            "Row 0",
            Refusal(() => HistogramBoosting.Train(Tables.Single([1], [-1]), Small with { Objective = BoostingObjective.Poisson })),
            StringComparison.Ordinal);
        Assert.Contains("kinds", Refusal(() => HistogramBoosting.Train(Tables.Mixed(1, 50), Small, null, table)), StringComparison.Ordinal);
        Assert.Contains("validation share", Refusal(() => HistogramBoosting.Train(Tables.Single([1], [1]), Small with { ValidationShare = 0.1 })), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Train_GradientsBeyondBinary32_StopWithAdvice()
    {
        TrainingTable table = Tables.Single([1, 2], [-3e38f, 3e38f]);

        string message = Assert.Throws<InvalidOperationException>(() => HistogramBoosting.Train(table, Small with { Objective = BoostingObjective.SquaredError })).Message;

        Assert.Contains("Divide the labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        string message = Refusal(() => HistogramBoosting.Train(
            Tables.Single([1], [1]), new() { Trees = 0, Bins = 256, ValidationShare = 0.9, Patience = 0, ClassWeights = [1, 2, 3], LearningRate = 0 }));

        Assert.All(
            new[] { "trees is 0", "bins is 256", "validation share is 0.9", "patience is 0", "3 class weights", "learning rate is 0" },
            fault => Assert.Contains(fault, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_RowsThatDoNotFit_AreRefused()
    {
        BoostedTrees model = HistogramBoosting.Train(Tables.Mixed(1, 50), Small);

        Assert.Contains("whole rows of 5", Refusal(() => model.Predict(new float[6])), StringComparison.Ordinal);
        Assert.Contains("Row 1, feature column 0", Refusal(() => model.Predict(new float[] { 0, 0, 0, 0, 0, float.NegativeInfinity, 0, 0, 0, 0 })), StringComparison.Ordinal);
        Assert.Empty(model.Predict(ReadOnlyMemory<float>.Empty));
    }

    private static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
}
