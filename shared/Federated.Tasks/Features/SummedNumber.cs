using Federated.Computations.Statistics;

namespace Federated.Tasks.Features;

/// <summary>A numeric column of the statistics, and what of a row stands in it.</summary>
/// <param name="Column">Its name and range.</param>
/// <param name="Field">A field of numbers or dates; null for the label as a number.</param>
/// <param name="Origin">When not null, the cell is log(1 + x − origin).</param>
public sealed record SummedNumber(NumericColumn Column, string? Field, double? Origin = null);
