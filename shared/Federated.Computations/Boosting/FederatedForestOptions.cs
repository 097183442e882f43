using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Settings of <see cref="FederatedForest"/>, the same at every node.</summary>
public sealed record FederatedForestOptions
{
    /// <summary>0 for a regression, or the number of classes, 2 to 1,000. Default 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Declared size of a regression's labels, above 0: larger ones count as this.</summary>
    public double LargestLabel { get; init; }

    /// <summary>Number of trees, 1 to 10,000. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Trees that are grown in the same exchanges, 1 to 1,000: more make fewer and longer ones. Default 10.</summary>
    public int TreesAtATime { get; init; } = 10;

    /// <summary>Levels of splits, and so exchanges of a batch of trees, 1 to 16. Default 8.</summary>
    public int MaximumDepth { get; init; } = 8;

    /// <summary>Leaves of a tree, 2 to 65,536; of more splits those with the greatest gains remain. Default 64.</summary>
    public int MaximumLeaves { get; init; } = 64;

    /// <summary>Least rows in a leaf, a row that a bootstrap drew twice counting twice, 1 or more. Default 20: leaves are published, and so is their size.</summary>
    public int MinimumRowsInLeaf { get; init; } = 20;

    /// <summary>Columns drawn for each node, 0 to all; 0 (default) takes the square root of their number for classes and a third for a regression, rounded up.</summary>
    public int ColumnsPerNode { get; init; }

    /// <summary>Chooses bootstraps and columns. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(Trees is >= 1 and <= 10_000, $"{Trees} trees were asked for; 1 to 10,000 are possible.");
        Require(TreesAtATime is >= 1 and <= 1_000, $"{TreesAtATime} trees at a time were asked for; 1 to 1,000 are possible.");
        Require(MaximumDepth is >= 1 and <= 16, $"The maximum depth is {MaximumDepth}; it must be 1 to 16.");
        Require(MaximumLeaves is >= 2 and <= 65_536, $"The maximum number of leaves is {MaximumLeaves}; it must be 2 to 65,536.");
        Require(ColumnsPerNode >= 0, $"{ColumnsPerNode} columns a node were asked for; 0 or more are possible.");
        Growth.Validate();
        _ = Target;
    }

    internal GrowthOptions Growth => new()
    {
        MaximumDepth = MaximumDepth,
        MaximumLeaves = MaximumLeaves,
        Splits = new SplitOptions { MinimumRowsInLeaf = MinimumRowsInLeaf, MinimumHessianInLeaf = 0, CategorySmoothing = 0, MinimumRowsInCategory = 1 },
    };

    internal TreeTarget Target => TreeTarget.Bagged(Classes, LargestLabel);

    internal int ColumnsOf(int columns) => Math.Min(columns, ColumnsPerNode > 0 ? ColumnsPerNode
        : Classes == 0 ? (columns + 2) / 3 : (int)Math.Ceiling(Math.Sqrt(columns)));

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
