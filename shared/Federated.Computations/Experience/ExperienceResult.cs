using System.Collections.Immutable;

namespace Federated.Computations.Experience;

/// <summary>What all nodes' customers answered.</summary>
/// <param name="Groups">Counts by group.</param>
/// <param name="Periods">Counts by period.</param>
/// <param name="Correlations">Pearson's correlation of each driver with the answer, in [−1, 1]; NaN of a driver or answer that does not vary.</param>
public sealed record ExperienceResult(AnswerTable Groups, AnswerTable Periods, ImmutableArray<double> Correlations);
