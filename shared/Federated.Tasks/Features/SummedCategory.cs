using Federated.Computations.Statistics;

namespace Federated.Tasks.Features;

/// <summary>A category column of the statistics, and what of a row stands in it.</summary>
/// <param name="Column">Its name and values.</param>
/// <param name="Field">A field of categories or booleans; null for the label's class.</param>
public sealed record SummedCategory(CategoryColumn Column, string? Field);
