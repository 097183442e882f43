using System.Collections.Immutable;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>A text column whose frequent values are being looked for.</summary>
/// <param name="Rows">Rows that have a text; 0 before the first round.</param>
/// <param name="Prefixes">What the hashes of frequent values may begin with, strictly ascending; not their counts.</param>
public sealed record FollowedColumn(long Rows, ImmutableArray<ulong> Prefixes);
