using System.Collections.Immutable;

namespace Federated.Learning.Linear;

/// <summary>A ridge regression and how well it fits the rows that it was fitted to.</summary>
/// <param name="Model">The coefficients.</param>
/// <param name="StandardErrors">
/// One a weight, in the weight's units: √ of the diagonal of σ²·A⁻¹·G·A⁻¹, with G the (centred) Gram matrix and A = G + λ·I (Hoerl and Kennard 1970, section 2);
/// without a penalty the ordinary least-squares errors. NaN without a residual degree of freedom.
/// </param>
/// <param name="RSquared">Share of the target's weighted variance (about 0 without an intercept) that the model explains; NaN for a constant target.</param>
/// <param name="ResidualVariance">σ²: residual sum of squares over residual degrees of freedom; NaN without any.</param>
/// <param name="DegreesOfFreedom">Effective number of weights, trace of A⁻¹·G, without the intercept.</param>
public sealed record RidgeFit(LinearModel Model, ImmutableArray<double> StandardErrors, double RSquared, double ResidualVariance, double DegreesOfFreedom);
