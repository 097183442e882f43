using System.Collections.Immutable;

namespace Federated.Computations.Fairness;

/// <summary>A batch of held-out rows with what the model says of them. Not copied: the arrays must not change.</summary>
/// <param name="Probabilities">One a row, 0 to 1: the chance of label 1.</param>
/// <param name="Labels">One a row, 0 or 1.</param>
/// <param name="Groups">For each attribute the index of each row's group; −1 for none of those declared.</param>
public sealed record GroupScores(ReadOnlyMemory<float> Probabilities, ReadOnlyMemory<float> Labels, ImmutableArray<ReadOnlyMemory<int>> Groups);
