using System.Collections.Immutable;
using Federated.Learning.Explanations;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.Tests.Trees;
using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Explanations;

public sealed class PermutationImportanceTests
{
    [Fact]
    public void Of_ModelThatUsesOneColumn_DropsByItAloneAndToChance()
    {
        float[] features = Features(400), labels = [.. Enumerable.Range(0, 400).Select(row => features[row * 3] > 0 ? 1f : 0f)];
        float[] copy = [.. features];

        ImmutableArray<ImportanceEstimate> found = PermutationImportance.Of(
            features, 3, rows => Column(rows, 0), scores => AreaUnderCurve.Exact(scores, labels), repeats: 20, seed: 1);

        Assert.Equal(0.5, found[0].Drop, 0.03);
        Assert.InRange(found[0].StandardDeviation, 0.005, 0.1);
        Assert.Equal(new ImportanceEstimate(0, 0), found[1]);
        Assert.Equal(copy, features);
    }

    [Fact]
    public void Of_OneRepeat_IsTheDropOnThatPermutation()
    {
        float[] features = Features(50), labels = [.. Enumerable.Range(0, 50).Select(row => features[row * 3] + features[(row * 3) + 1] > 0 ? 1f : 0f)];
        float[] Score(ReadOnlyMemory<float> rows) => [.. Column(rows, 0).Zip(Column(rows, 1), (one, other) => one + other)];
        double Quality(float[] scores) => AreaUnderCurve.Exact(scores, labels);
        float[] permuted = [.. features];
        PermutedColumn.Write(features, 3, 1, PermutedColumn.SeedOf(9, 1, 0), permuted);

        ImportanceEstimate found = PermutationImportance.Of(features, 3, Score, Quality, repeats: 1, seed: 9)[1];

        Assert.Equal(Quality(Score(features)) - Quality(Score(permuted)), found.Drop);
        Assert.Equal(0, found.StandardDeviation);
        Assert.NotEqual(features, permuted);
        Assert.Equal(Column(features, 1).Order(), Column(permuted, 1).Order());
        Assert.Equal(Column(features, 0), Column(permuted, 0));
    }

    [Fact]
    public void Of_RowsThatAreNotWhole_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PermutationImportance.Of(new float[4], 3, rows => [], _ => 0));
        Assert.Throws<ArgumentException>(() => PermutationImportance.Of(Array.Empty<float>(), 3, rows => [], _ => 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Of(new float[3], 3, rows => [0], _ => 0, repeats: 0));
    }

    [Fact]
    public void PartialDependence_AnyModel_IsTheMeanOfTheIndividualCurves()
    {
        TrainingTable table = Tables.Mixed(1, 200);
        BoostedTrees model = HistogramBoosting.Train(table, new HistogramBoostingOptions { Trees = 5 });

        PartialDependence curve = PartialDependence.Of(table.Features.Span, table.Columns, 0, [-3, 0, 3, float.NaN], rows => model.Predict(rows));

        for (int value = 0; value < 4; value++)
        {
            Assert.Equal(Enumerable.Range(0, 200).Average(row => (double)curve.Individual(row)[value]), curve.Means[value], 1e-9);
            float[] row = table.Features.Slice(35 * table.Columns, table.Columns).ToArray();
            row[0] = curve.Grid[value];
            Assert.Equal(model.Predict(row)[0], curve.Individual(35)[value]);
        }

        Assert.True(curve.Means[2] > curve.Means[0] + 0.1);
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(table.Features.Span, table.Columns, 5, [1], rows => model.Predict(rows)));
        Assert.Throws<ArgumentException>(() => PartialDependence.Of(table.Features.Span, table.Columns, 0, [], rows => model.Predict(rows)));
    }

    [Fact]
    public void SplitGains_TrainedTrees_AreSharesWithTheGreatestFirst()
    {
        BoostedTrees model = HistogramBoosting.Train(Tables.Mixed(1, 2_000), new HistogramBoostingOptions { Trees = 5 });

        ImmutableArray<SplitGains> gains = SplitGains.Of(model.Importances());

        Assert.Equal(1, gains.Sum(gain => gain.Share), 1e-12);
        Assert.Equal([0, 2], gains.Take(2).Select(gain => gain.Column).Order());
        Assert.True(gains.Zip(gains.Skip(1)).All(pair => pair.First.Share >= pair.Second.Share));
        Assert.Equal(model.Importances()[gains[0].Column].Splits, gains[0].Splits);
        Assert.All(SplitGains.Of([default, default]), gain => Assert.Equal(0, gain.Share));
    }

    private static float[] Features(int rows)
    {
        var random = new SeededGenerator(5);
        return [.. Enumerable.Range(0, rows * 3).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    private static float[] Column(ReadOnlyMemory<float> rows, int column)
    {
        float[] all = rows.ToArray();
        return [.. Enumerable.Range(0, all.Length / 3).Select(row => all[(row * 3) + column])];
    }
}
