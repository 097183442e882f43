using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class TreeGrowerTests
{
    [Fact]
    public void Grow_HistogramsOfThreePartsSummed_IsTheTreeOfAllRows()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            const int Rows = 300;
            TrainingTable table = Tables.Mixed((ulong)seed, Rows);
            BinMapper mapper = BinMapper.FromTable(table, 20);
            HistogramLayout layout = HistogramLayout.Of(mapper);
            GradientStatistic[] statistics = Tables.Statistics((ulong)seed + 1, Rows);
            var grower = new TreeGrower(layout, new GrowthOptions { MaximumLeaves = 12, Splits = new() { MinimumRowsInLeaf = 3 } });
            var all = new LocalRows(mapper.Bin(table.Features), layout);
            all.Begin(statistics);
            int[] ends = [0, 1 + (seed % 100), 150, Rows];
            LocalRows[] parts = [.. Enumerable.Range(0, 3).Select(part =>
            {
                int start = ends[part], count = ends[part + 1] - start;
                var rows = new LocalRows(mapper.Bin(table.Features.Slice(start * table.Columns, count * table.Columns)), layout);
                rows.Begin(statistics.AsMemory(start, count));
                return rows;
            })];

            DecisionTree pooled = grower.Grow(all), summed = grower.Grow(new SummedParts(parts));

            Assert.Equal(pooled.Nodes.AsEnumerable(), summed.Nodes);
            Assert.Equal(pooled.Values.ToArray(), summed.Values.ToArray());
            Assert.True(pooled.Leaves > 2, "The tree is too small to show anything.");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Grow_TinyTables_IsTheExactGreedyTree()
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            TrainingTable table = Tables.Mixed((ulong)seed, 40, columns: 2, missing: 0);
            GradientStatistic[] statistics = Tables.Statistics((ulong)seed + 1, 40);
            BinMapper mapper = BinMapper.FromTable(table);
            HistogramLayout layout = HistogramLayout.Of(mapper);
            var splits = new SplitOptions { MinimumRowsInLeaf = 2, MinimumHessianInLeaf = 0, L2 = 0.5 };
            var rows = new LocalRows(mapper.Bin(table.Features), layout);
            rows.Begin(statistics);

            DecisionTree tree = new TreeGrower(layout, new GrowthOptions { MaximumDepth = 3, MaximumLeaves = 8, Splits = splits }).Grow(rows);
            var model = new BoostedTrees(BoostingObjective.SquaredError, [0], mapper, [tree]);

            float[] expected = new float[40];
            ExactGreedy(table, statistics, [.. Enumerable.Range(0, 40)], 3, expected);
            Assert.Equal(expected, model.Scores(table.Features), (left, right) => Math.Abs(left - right) < 1e-5);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Grow_LeavesAreScarce_SplitsWhereTheGainIsLargest()
    {
        // The root splits at 2|3; then the right side (−9 against 9) gains more than the left (−1 against 1).
        TrainingTable table = Tables.Single([1, 2, 3, 4], new float[4]);
        BinMapper mapper = BinMapper.FromTable(table);
        HistogramLayout layout = HistogramLayout.Of(mapper);
        var rows = new LocalRows(mapper.Bin(table.Features), layout);
        rows.Begin(new GradientStatistic[] { new(-31, 1), new(-29, 1), new(21, 1), new(39, 1) });
        var options = new GrowthOptions { MaximumLeaves = 3, LearningRate = 0.5, Splits = new() { MinimumRowsInLeaf = 1 } };

        DecisionTree tree = new TreeGrower(layout, options).Grow(rows);

        Assert.Equal(3, tree.Leaves);
        Assert.True(tree.Nodes[1].IsLeaf);
        Assert.Equal([15, -10.5, -19.5], [tree.Values[1], tree.Values[3], tree.Values[4]]);
        Assert.Equal(2, tree.Depth);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        string message = Assert.Throws<ArgumentException>(() => new GrowthOptions { MaximumDepth = 0, MaximumLeaves = 1, LearningRate = 2 }.Validate()).Message;

        Assert.Contains("maximum depth is 0", message, StringComparison.Ordinal);
        Assert.Contains("maximum leaves is 1", message, StringComparison.Ordinal);
        Assert.Contains("learning rate is 2", message, StringComparison.Ordinal);
    }

    // Tries every threshold of every column on the raw values, without bins or histograms.
    private static void ExactGreedy(TrainingTable table, GradientStatistic[] statistics, int[] rows, int depth, float[] scores)
    {
        (double gain, int column, float threshold) best = (1e-9, -1, 0);
        for (int column = 0; depth > 0 && column < table.Columns; column++)
        {
            foreach (float threshold in rows.Select(row => Value(table, row, column)).Distinct().Order())
            {
                int[] left = [.. rows.Where(row => Value(table, row, column) <= threshold)], right = [.. rows.Except(left)];
                double gain = Score(statistics, left) + Score(statistics, right) - Score(statistics, rows);
                if (left.Length >= 2 && right.Length >= 2 && gain > best.gain + 1e-12)
                    best = (gain, column, threshold);
            }
        }

        if (best.column < 0)
        {
            foreach (int row in rows)
                scores[row] = (float)(-rows.Sum(each => (double)statistics[each].Gradient) / (rows.Sum(each => (double)statistics[each].Hessian) + 0.5));
            return;
        }

        ExactGreedy(table, statistics, [.. rows.Where(row => Value(table, row, best.column) <= best.threshold)], depth - 1, scores);
        ExactGreedy(table, statistics, [.. rows.Where(row => Value(table, row, best.column) > best.threshold)], depth - 1, scores);
    }

    private static float Value(TrainingTable table, int row, int column) => table.Features.Span[(row * table.Columns) + column];

    private static double Score(GradientStatistic[] statistics, int[] rows)
    {
        double gradient = rows.Sum(row => (double)statistics[row].Gradient), hessian = rows.Sum(row => (double)statistics[row].Hessian);
        return gradient * gradient / (hessian + 0.5);
    }
}
