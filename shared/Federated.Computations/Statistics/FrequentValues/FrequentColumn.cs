using System.Collections.Immutable;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>A text column's frequent values.</summary>
/// <param name="Rows">Rows that have a text.</param>
/// <param name="Values">The most frequent first, ties in ordinal order of the text; the first is the mode, if any value is frequent enough to be named.</param>
public sealed record FrequentColumn(long Rows, ImmutableArray<FrequentValue> Values);
