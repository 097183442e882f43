using System.Collections.Immutable;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class GrowingTreeTests
{
    [Fact]
    public void Finish_AnyRowsAndLimits_IsTheTreeGrownBestFirst()
    {
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), Gen.Choose(2, 70).ToArbitrary(), (seed, depth, leaves) =>
        {
            TrainingTable table = Tables.Mixed((ulong)seed, 300);
            BinMapper mapper = BinMapper.FromTable(table, 12);
            HistogramLayout layout = HistogramLayout.Of(mapper);
            var options = new GrowthOptions { MaximumDepth = depth, MaximumLeaves = leaves, LearningRate = 0.5, Splits = new SplitOptions { MinimumRowsInLeaf = 3 } };
            GradientStatistic[] statistics = Tables.Statistics((ulong)seed, table.Rows);
            var rows = new LocalRows(mapper.Bin(table.Features), layout);
            rows.Begin(statistics);

            DecisionTree expected = new TreeGrower(layout, options).Grow(rows), tree = Grow(table, mapper, layout, statistics, options, out int levels);

            Assert.True(expected.Nodes.AsSpan().SequenceEqual(tree.Nodes.AsSpan()), $"The nodes of seed {seed} differ.");
            Assert.Equal(expected.Values.ToArray(), tree.Values.ToArray());
            Assert.InRange(levels, tree.Depth, depth);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Open_LeavesAreFew_AreOnlyThoseThatMayStillBeSplit()
    {
        TrainingTable table = Tables.Mixed(1, 2_000);
        BinMapper mapper = BinMapper.FromTable(table, 12);
        HistogramLayout layout = HistogramLayout.Of(mapper);
        var options = new GrowthOptions { MaximumDepth = 8, MaximumLeaves = 3, Splits = new SplitOptions { MinimumRowsInLeaf = 3 } };

        DecisionTree tree = Grow(table, mapper, layout, Tables.Statistics(1, table.Rows), options, out _, open => Assert.InRange(open, 1, 4));

        Assert.Equal(3, tree.Leaves);
    }

    [Fact]
    public void Finish_OpenNodes_IsRefused() => Assert.Throws<InvalidOperationException>(() => GrowingTree.Seed(1).Finish(new GrowthOptions()));

    [Fact]
    public void Of_OpenNodesOrBoundsThatCannotBe_AreRefused()
    {
        DecisionTree root = GrowingTree.Seed(1).Tree;

        Assert.False(GrowingTree.Of(root, [ValueBounds.Free], [0]).IsFinished);
        Assert.Throws<ArgumentException>(() => GrowingTree.Of(root, [ValueBounds.Free], [1]));
        Assert.Throws<ArgumentException>(() => GrowingTree.Of(root, [ValueBounds.Free], [0, 0]));
        Assert.Throws<ArgumentException>(() => GrowingTree.Of(root, [], [0]));
        Assert.Throws<ArgumentException>(() => GrowingTree.Of(root, [new ValueBounds(1, 0)], [0]));
        Assert.Throws<ArgumentException>(() => GrowingTree.Of(root, [new ValueBounds(double.PositiveInfinity, double.PositiveInfinity)], [0]));
    }

    private static DecisionTree Grow(
        TrainingTable table, BinMapper mapper, HistogramLayout layout, GradientStatistic[] statistics, GrowthOptions options, out int levels, Action<int>? check = null)
    {
        GrowingTree growing = GrowingTree.Seed(1);
        BinnedTable binned = mapper.Bin(table.Features);
        ImmutableArray<int> all = [.. Enumerable.Range(0, table.Columns)];
        for (levels = 0; !growing.IsFinished; levels++)
        {
            check?.Invoke(growing.Open.Length);
            GrowingTree level = growing;
            double[][] histograms = [.. level.Open.Select(node => Histogram(binned, layout, statistics, level.Tree, node))];
            growing = growing.Grow(histograms, [.. level.Open.Select(_ => all)], layout, options);
        }

        return growing.Finish(options);
    }

    private static double[] Histogram(BinnedTable binned, HistogramLayout layout, GradientStatistic[] statistics, DecisionTree tree, int wanted)
    {
        var histogram = new double[layout.Length];
        for (int row = 0; row < binned.Rows; row++)
        {
            int node = 0;
            while (!tree.Nodes[node].IsLeaf)
                node = tree.Nodes[node].LeftChild + (SendsLeft(tree.Nodes[node], binned.Column(tree.Nodes[node].Column)[row]) ? 0 : 1);
            for (int column = 0; node == wanted && column < binned.Columns; column++)
            {
                byte code = binned.Column(column)[row];
                int place = layout.IndexOf(0, column, code == ColumnBins.Missing ? layout.Bins : code);
                histogram[place] += statistics[row].Gradient;
                histogram[place + layout.Slots] += statistics[row].Hessian;
                histogram[place + (2 * layout.Slots)]++;
            }
        }

        return histogram;
    }

    private static bool SendsLeft(TreeNode test, byte code) =>
        test.Kind == ColumnKind.Categorical ? test.LeftBins.Contains(code) : code == ColumnBins.Missing ? test.MissingLeft : code <= test.Bin;
}
