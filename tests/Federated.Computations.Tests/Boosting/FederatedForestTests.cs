using Federated.Computations.Boosting;
using Federated.Learning.Metrics;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

public sealed class FederatedForestTests
{
    private static readonly FederatedForestOptions Small = new() { Trees = 12, TreesAtATime = 5, MaximumDepth = 5, MinimumRowsInLeaf = 5 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void Rounds_AnySplitOfTheRowsQuantised_GiveOneForest(int classes)
    {
        TrainingTable table = classes switch { 0 => TreeTables.Regression(1, 600), 2 => TreeTables.TwoClass(1, 600), _ => TreeTables.ThreeClass(1, 600) };
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var forest = new FederatedForest(Small with { Classes = classes, LargestLabel = 10 });

        BaggedTrees pooled = forest.Model(TreeRounds.Run(forest, mapper, [TreeTables.Pooled(table)]));
        BaggedTrees joint = forest.Model(TreeRounds.Run(forest, mapper, TreeTables.Split(table, 4, 2)));

        Assert.Equal(12, joint.Trees.Length);
        Assert.Equal(pooled.Capture().ContentHash(), joint.Capture().ContentHash());
        Assert.Equal(12, joint.Trees.Select(tree => string.Join(',', tree.Nodes.Select(node => (node.Column, node.Bin)))).Distinct().Count());
    }

    [Fact]
    public void Rounds_LeafOfATree_HoldsTheShareOfItsBootstrap()
    {
        TrainingTable table = TreeTables.TwoClass(4, 400);
        BinMapper mapper = BinMapper.FromTable(table, 20);
        var forest = new FederatedForest(Small with { Trees = 1 });

        DecisionTree tree = TreeRounds.Run(forest, mapper, TreeTables.Split(table, 3, 2)).Trees[0];

        RowDraws draws = forest.Plan.DrawsOf(0);
        var rows = new double[tree.Nodes.Length];
        var ones = new double[tree.Nodes.Length];
        for (int row = 0; row < table.Rows; row++)
        {
            int leaf = LeafOf(tree, mapper, table.Features.Span.Slice(row * TreeTables.Columns, TreeTables.Columns)), times = draws.Of(TreeTables.KeyOf(row));
            rows[leaf] += times;
            ones[leaf] += times * table.Labels.Span[row];
        }

        Assert.True(tree.Leaves > 4);
        for (int node = 0; node < rows.Length; node++)
        {
            if (!tree.Nodes[node].IsLeaf)
                continue;
            Assert.Equal(rows[node], tree.Nodes[node].Rows);
            Assert.Equal(ones[node] / rows[node], tree.Values[node], 1e-6);
        }
    }

    [Fact]
    public void Rounds_NewRows_AreRankedAsWellAsByALocalForestOfAllRows()
    {
        TrainingTable table = TreeTables.TwoClass(21, 2_000), test = TreeTables.TwoClass(22, 2_000);
        var forest = new FederatedForest(new FederatedForestOptions { Trees = 40, TreesAtATime = 40 });
        BaggedTrees joint = forest.Model(TreeRounds.Run(forest, BinMapper.FromTable(table, 40), TreeTables.Split(table, 5, 2)));

        BaggedTrees local = RandomForest.Train(table, new RandomForestOptions { Trees = 40, MinimumRowsInLeaf = 20, MaximumDepth = 8 });

        Assert.InRange(Area(joint, test), Area(local, test) - 0.01, 1);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        foreach (FederatedForestOptions broken in new[]
        {
            Small with { Trees = 0 }, Small with { TreesAtATime = 0 }, Small with { MaximumDepth = 17 }, Small with { MaximumLeaves = 1 }, Small with { ColumnsPerNode = -1 },
            Small with { Classes = 1 }, Small with { Classes = 0 }, Small with { MinimumRowsInLeaf = 0 },
        })
            Assert.Throws<ArgumentException>(() => new FederatedForest(broken));
    }

    private static double Area(BaggedTrees forest, TrainingTable table) => AreaUnderCurve.Exact(forest.Predict(table.Features), table.Labels.Span);

    private static int LeafOf(DecisionTree tree, BinMapper mapper, ReadOnlySpan<float> values)
    {
        int node = 0;
        while (!tree.Nodes[node].IsLeaf)
        {
            TreeNode test = tree.Nodes[node];
            byte code = mapper.Columns[test.Column].BinOf(values[test.Column]);
            bool left = test.Kind == ColumnKind.Categorical ? test.LeftBins.Contains(code) : code == ColumnBins.Missing ? test.MissingLeft : code <= test.Bin;
            node = test.LeftChild + (left ? 0 : 1);
        }

        return node;
    }
}
