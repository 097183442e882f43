using System.Collections.Immutable;

namespace Federated.Computations.Explanation;

/// <summary>How predictions change with a feature while all else stays, over held-out rows of all nodes.</summary>
/// <param name="Rows">Rows that were scored.</param>
/// <param name="Means">For each feature the mean prediction at each of its points.</param>
public sealed record DependenceResult(long Rows, ImmutableArray<ImmutableArray<double>> Means);
