using System.Collections.Immutable;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>A text column whose frequent values have no names yet.</summary>
/// <param name="Rows">Rows that have a text.</param>
/// <param name="Hashes">Hashes of the frequent values, strictly ascending.</param>
/// <param name="Counts">Rows of each.</param>
public sealed record CountedColumn(long Rows, ImmutableArray<ulong> Hashes, ImmutableArray<long> Counts);
