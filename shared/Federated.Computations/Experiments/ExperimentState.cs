using System.Collections.Immutable;

namespace Federated.Computations.Experiments;

/// <summary>State of <see cref="FederatedExperiment"/>: asked for, then with the number of rows, then with the figures.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Rows">Rows of all nodes; null before the first round.</param>
/// <param name="Slices">All rows, then the groups, null where they are withheld; default before the second round.</param>
public sealed record ExperimentState(ExperimentOptions Options, long? Rows = null, ImmutableArray<SliceFigures?> Slices = default);
