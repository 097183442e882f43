using System.Collections.Immutable;
using Federated.Learning.Explanations;

namespace Federated.Computations.Explanation;

/// <summary>How much a model needs each feature, over the held-out rows of all nodes.</summary>
/// <param name="AreaUnderCurve">Joint area under the ROC curve with all features as they are.</param>
/// <param name="Features">Its fall without each feature, in the order asked.</param>
public sealed record ImportanceResult(double AreaUnderCurve, ImmutableArray<ImportanceEstimate> Features);
