using System.Collections.Immutable;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;

namespace Federated.Computations.FactorModels;

/// <summary>A node's customers.</summary>
/// <param name="Histories">What they had.</param>
/// <param name="Keys">One a customer and unlike any other's, the same in every round: decides what is drawn.</param>
/// <param name="Memory">What the node keeps between rounds, where the options need it; a contribution replaces its content.</param>
/// <param name="Workers">Threads; the calling one alone when left out. Results do not depend on them.</param>
public sealed record FactorData(ItemHistories Histories, ImmutableArray<ulong> Keys, NodeMemory Memory, Workers? Workers = null);
