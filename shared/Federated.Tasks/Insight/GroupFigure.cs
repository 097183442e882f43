namespace Federated.Tasks.Insight;

/// <summary>One group of a table.</summary>
/// <param name="First">Value of the first category; <see cref="Other"/> for missing, undeclared and merged ones.</param>
/// <param name="Second">Value of the second likewise; null in a table by one category.</param>
/// <param name="Rows">Rows: 0 or at least the floor; null when withheld.</param>
/// <param name="Mean">Mean of the measure; NaN when withheld, not asked for, or of no values.</param>
/// <param name="StandardDeviation">Its population standard deviation, NaN likewise.</param>
public sealed record GroupFigure(string First, string? Second, long? Rows, double Mean, double StandardDeviation)
{
    /// <summary>What stands for all values that have no group of their own.</summary>
    public const string Other = "(other)";
}
