using System.Collections.Immutable;

namespace Federated.Computations.Uplift;

/// <summary>State of <see cref="FederatedUpliftCurve"/>.</summary>
/// <param name="Options">What was agreed on.</param>
/// <param name="Learners">What happened, by learner; default before the round.</param>
/// <param name="Permuted">By permutation and bin, Σ Γ and Σ Γ² in turn; empty without permutations.</param>
public sealed record CurveState(CurveOptions Options, ImmutableArray<LearnerBins> Learners = default, ImmutableArray<double> Permuted = default);
