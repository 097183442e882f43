namespace Federated.Learning.Trees;

/// <summary>How far a tree grows.</summary>
public sealed record GrowthOptions
{
    /// <summary>Splits on the way from the root to a leaf, 1 to 64. Default 64.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Leaves of a tree, 2 to 1,000,000. Default 31.</summary>
    public int MaximumLeaves { get; init; } = 31;

    /// <summary>Leaf values are multiplied by it, above 0 to 1. Default 1.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>What each split must respect.</summary>
    public SplitOptions Splits { get; init; } = new();

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate() => OptionFaults.Throw("Growth options", Faults());

    /// <summary>Whether the number of leaves can run out before the depth does: only then does the order of the splits matter.</summary>
    internal bool LeavesAreScarce => MaximumDepth > 30 || MaximumLeaves < 1L << MaximumDepth;

    internal IEnumerable<string> Faults()
    {
        if (MaximumDepth is < 1 or > 64)
            yield return $"maximum depth is {MaximumDepth}, must be 1 to 64";
        if (MaximumLeaves is < 2 or > 1_000_000)
            yield return $"maximum leaves is {MaximumLeaves}, must be 2 to 1,000,000";
        if (!(LearningRate > 0 && LearningRate <= 1))
            yield return $"learning rate is {LearningRate}, must be above 0 and at most 1";
        foreach (string fault in Splits.Faults())
            yield return fault;
    }
}
