using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Settings of gradient boosting. The defaults follow the field: 100 trees of 31 leaves at a learning rate of 0.1.</summary>
public sealed record HistogramBoostingOptions
{
    /// <summary>What is minimised. Default <see cref="BoostingObjective.Logistic"/>.</summary>
    public BoostingObjective Objective { get; init; } = BoostingObjective.Logistic;

    /// <summary>Classes of <see cref="BoostingObjective.Softmax"/>, 2 to 1,000; labels are 0 to classes − 1. Default 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Boosting rounds, 1 to 100,000; each grows one tree, or one a class for softmax. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, above 0 to 1. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Splits on the way from the root to a leaf, 1 to 64. Default 64.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Leaves of a tree, 2 to 1,000,000. Default 31.</summary>
    public int MaximumLeaves { get; init; } = 31;

    /// <summary>Bins of a numerical column without that of missing values, and most categories told apart, 2 to 255. Default 255.</summary>
    public int Bins { get; init; } = ColumnBins.MaximumBins;

    /// <summary>Penalties, least rows, categories and monotone constraints.</summary>
    public SplitOptions Splits { get; init; } = new();

    /// <summary>One a class, finite and above 0: multiplies the weights of the rows of the class; empty (default) when all classes weigh 1.</summary>
    public ImmutableArray<double> ClassWeights { get; init; } = [];

    /// <summary>Multiplies the rows of each class by all rows ÷ (classes × the class's rows). Default false.</summary>
    public bool BalancedClasses { get; init; }

    /// <summary>Part of the rows that is held back to stop early, 0 to 0.5; 0 (default) trains every tree on all rows.</summary>
    public double ValidationShare { get; init; }

    /// <summary>Rounds without a better validation loss after which boosting stops; the trees after the best round are dropped. 1 or more. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Chooses the rows that are held back. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate() => OptionFaults.Throw("Boosting options", Faults());

    internal GrowthOptions Growth => new() { MaximumDepth = MaximumDepth, MaximumLeaves = MaximumLeaves, LearningRate = LearningRate, Splits = Splits };

    /// <summary>Raw scores of a row, and trees of a round.</summary>
    internal int Outputs => Objective == BoostingObjective.Softmax ? Classes : 1;

    private bool IsClassification => Objective is BoostingObjective.Logistic or BoostingObjective.Softmax;

    private IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Objective))
            yield return $"objective is {(int)Objective}, which is not known";
        if (Objective == BoostingObjective.Softmax && Classes is < 2 or > 1_000)
            yield return $"classes is {Classes}, must be 2 to 1,000";
        if (Trees is < 1 or > 100_000)
            yield return $"trees is {Trees}, must be 1 to 100,000";
        if (Bins is < 2 or > ColumnBins.MaximumBins)
            yield return $"bins is {Bins}, must be 2 to {ColumnBins.MaximumBins}";
        if (!(ValidationShare >= 0 && ValidationShare <= 0.5))
            yield return $"validation share is {ValidationShare}, must be 0 to 0.5";
        if (Patience < 1)
            yield return $"patience is {Patience}, must be 1 or more";
        foreach (string fault in Growth.Faults().Concat(ClassWeighting.Faults(ClassWeights, BalancedClasses, IsClassification ? Math.Max(2, Outputs) : 0)))
            yield return fault;
    }
}
