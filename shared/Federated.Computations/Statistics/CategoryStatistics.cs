using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>Joint counts of one category column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Counts">Rows of each declared value, in the order declared; null where a small count was merged into <paramref name="Other"/>.</param>
/// <param name="Other">Rows that are missing, undeclared, or of a suppressed value.</param>
public sealed record CategoryStatistics(string Name, ImmutableArray<long?> Counts, long Other);
