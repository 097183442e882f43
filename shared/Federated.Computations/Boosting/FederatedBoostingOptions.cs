using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Settings of <see cref="FederatedBoosting"/>, the same at every node.</summary>
public sealed record FederatedBoostingOptions
{
    /// <summary>What is minimised. Default <see cref="BoostingObjective.Logistic"/>.</summary>
    public BoostingObjective Objective { get; init; } = BoostingObjective.Logistic;

    /// <summary>Classes of <see cref="BoostingObjective.Softmax"/>, 2 to 1,000. Default 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Declared size of a regression's labels, above 0: larger ones count as this, and gradients beyond twice it (Poisson: four times) as that.</summary>
    public double LargestLabel { get; init; }

    /// <summary>Declared size of the rows' weights, above 0, of <see cref="BoostingObjective.SquaredError"/> alone: heavier rows count as this. Default null: every row weighs 1.</summary>
    public double? LargestWeight { get; init; }

    /// <summary>Boosting rounds, 1 to 10,000; each grows one tree, or one a class for softmax in the same exchanges. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>What each tree's values are multiplied by, above 0 to 1. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Levels of splits, and so exchanges of a tree, 1 to 12. Default 6.</summary>
    public int MaximumDepth { get; init; } = 6;

    /// <summary>Leaves of a tree, 2 to 4,096; of more splits those with the greatest gains remain. Default 31.</summary>
    public int MaximumLeaves { get; init; } = 31;

    /// <summary>Penalties, least rows and hessian in a leaf, categories and monotone constraints.</summary>
    public SplitOptions Splits { get; init; } = new();

    /// <summary>Share of the rows that each tree sees, chosen by a hash of the row's key, above 0 to 1. Default 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Share of the columns that each tree may split by, above 0 to 1. Default 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>Share of the rows, chosen by a hash of the row's key, that no tree is grown on and that judge when to stop, 0 to 0.5. Default 0: none.</summary>
    public double ValidationShare { get; init; }

    /// <summary>Boosting rounds without a better joint validation loss after which growth stops; trees after the best round are dropped. 1 or more. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Chooses rows and columns. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require(Trees is >= 1 and <= 10_000, $"{Trees} trees were asked for; 1 to 10,000 are possible.");
        Require(MaximumDepth is >= 1 and <= 12, $"The maximum depth is {MaximumDepth}; it must be 1 to 12.");
        Require(MaximumLeaves is >= 2 and <= 4_096, $"The maximum number of leaves is {MaximumLeaves}; it must be 2 to 4,096.");
        Require(RowShare > 0 && RowShare <= 1, $"The share of rows is {RowShare}; it must be above 0 and at most 1.");
        Require(ColumnShare > 0 && ColumnShare <= 1, $"The share of columns is {ColumnShare}; it must be above 0 and at most 1.");
        Require(ValidationShare >= 0 && ValidationShare <= 0.5, $"The validation share is {ValidationShare}; it must be 0 to 0.5.");
        Require(Patience >= 1, $"The patience is {Patience}; it must be 1 or more.");
        Require(Objective != BoostingObjective.Softmax || Classes is >= 2 and <= 1_000, $"There are {Classes} classes; 2 to 1,000 are possible.");
        Growth.Validate();
        _ = Target;
    }

    internal GrowthOptions Growth => new() { MaximumDepth = MaximumDepth, MaximumLeaves = MaximumLeaves, LearningRate = LearningRate, Splits = Splits };

    internal TreeTarget Target => TreeTarget.Boosted(Objective, Classes, LargestLabel, LargestWeight);

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
