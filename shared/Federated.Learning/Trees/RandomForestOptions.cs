using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Settings of a random forest.</summary>
public sealed record RandomForestOptions
{
    /// <summary>0 for a regression, or the number of classes, 2 to 1,000; labels are then 0 to classes − 1. Default 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Number of trees, 1 to 100,000. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>
    /// Columns drawn for each split, 0 to all; 0 (default) takes the square root of their number for classes and a third for a regression, rounded up. When
    /// none of them has a valid split, further columns are drawn.
    /// </summary>
    public int ColumnsPerSplit { get; init; }

    /// <summary>Splits on the way from the root to a leaf, 1 to 64. Default 64.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Least rows in a leaf, a row that a bootstrap drew twice counting twice, 1 or more. Default 1.</summary>
    public int MinimumRowsInLeaf { get; init; } = 1;

    /// <summary>Bins of a numerical column without that of missing values, and most categories told apart, 2 to 255. Default 255.</summary>
    public int Bins { get; init; } = ColumnBins.MaximumBins;

    /// <summary>Whether each tree sees a bootstrap of the rows (default) or all of them; without it there is no out-of-bag estimate.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>One a class, finite and above 0: multiplies the weights of the rows of the class; empty (default) when all classes weigh 1.</summary>
    public ImmutableArray<double> ClassWeights { get; init; } = [];

    /// <summary>Multiplies the rows of each class by all rows ÷ (classes × the class's rows). Default false.</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>Chooses bootstraps and columns. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate() => OptionFaults.Throw("Forest options", Faults());

    /// <summary>Values of a leaf: two classes share one, the share of class 1.</summary>
    internal int Outputs => Classes > 2 ? Classes : 1;

    internal SplitOptions Splits => new() { MinimumRowsInLeaf = MinimumRowsInLeaf, MinimumHessianInLeaf = 0, CategorySmoothing = 0, MinimumRowsInCategory = 1 };

    internal int ColumnsOf(int columns) => Math.Min(columns, ColumnsPerSplit > 0 ? ColumnsPerSplit
        : Classes == 0 ? (columns + 2) / 3 : (int)Math.Ceiling(Math.Sqrt(columns)));

    private IEnumerable<string> Faults()
    {
        if (Classes is not 0 and (< 2 or > 1_000))
            yield return $"classes is {Classes}, must be 0 for a regression or 2 to 1,000";
        if (Trees is < 1 or > 100_000)
            yield return $"trees is {Trees}, must be 1 to 100,000";
        if (ColumnsPerSplit < 0)
            yield return $"columns per split is {ColumnsPerSplit}, must be 0 or more";
        if (MaximumDepth is < 1 or > 64)
            yield return $"maximum depth is {MaximumDepth}, must be 1 to 64";
        if (MinimumRowsInLeaf < 1)
            yield return $"minimum rows in a leaf is {MinimumRowsInLeaf}, must be 1 or more";
        if (Bins is < 2 or > ColumnBins.MaximumBins)
            yield return $"bins is {Bins}, must be 2 to {ColumnBins.MaximumBins}";
        foreach (string fault in ClassWeighting.Faults(ClassWeights, BalancedClasses, Classes))
            yield return fault;
    }
}
