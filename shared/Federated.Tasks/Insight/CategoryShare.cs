namespace Federated.Tasks.Insight;

/// <summary>Rows of one value of a category.</summary>
/// <param name="Value">The value.</param>
/// <param name="Rows">Its rows: 0 or at least the floor; null when withheld.</param>
/// <param name="Share">Those over all rows; NaN when withheld.</param>
public sealed record CategoryShare(string Value, long? Rows, double Share);
