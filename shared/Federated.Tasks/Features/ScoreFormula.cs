using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Trees;

namespace Federated.Tasks.Features;

/// <summary>
/// How a trained two-class model scores a row, as data that can be written in a database's language. Each gives log odds as a 32-bit float s; the probability is
/// 1 ÷ (1 + e⁻ˢ) as a 32-bit float.
/// </summary>
public abstract record ScoreFormula;

/// <summary>Intercept + w·x of encoded rows.</summary>
public sealed record LinearScore(FeaturePlan Plan, LinearModel Model) : ScoreFormula;

/// <summary>Baseline and leaf values of boosted trees of one output.</summary>
/// <param name="Fields">The field of each of the mapper's columns.</param>
/// <param name="Model">The trees.</param>
public sealed record BoostedScore(ImmutableArray<string> Fields, BoostedTrees Model) : ScoreFormula;

/// <summary>The log odds of the mean of a forest's trees, that mean moved within <see cref="Least"/> and 1 − <see cref="Least"/>.</summary>
/// <param name="Fields">The field of each of the mapper's columns.</param>
/// <param name="Model">A forest of two classes.</param>
/// <param name="Least">Above 0: how certain a forest may be.</param>
public sealed record ForestScore(ImmutableArray<string> Fields, BaggedTrees Model, double Least) : ScoreFormula;
