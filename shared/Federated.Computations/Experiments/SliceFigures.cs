using System.Collections.Immutable;
using Federated.Learning.Experiments;

namespace Federated.Computations.Experiments;

/// <summary>What happened to all rows, or to those of one group.</summary>
/// <param name="Arms">By variant.</param>
/// <param name="Comparisons">Of each variant but the first.</param>
public sealed record SliceFigures(ImmutableArray<ArmFigures> Arms, ImmutableArray<VariantComparison> Comparisons);
