using System.Collections.Immutable;
using Federated.Learning.Linear;

namespace Federated.Computations.Regression;

/// <summary>A joint logistic regression.</summary>
/// <param name="Model">The coefficients; its value is the logit of class 1.</param>
/// <param name="StandardErrors">
/// One a weight, then that of the intercept: √ of the diagonal of A⁻¹·H·A⁻¹, with H the Hessian of the loss and A = H + λ·I; without a penalty those of maximum likelihood.
/// </param>
/// <param name="MeanLoss">Loss without the penalty over the sum of weights, in nats.</param>
/// <param name="Weight">Sum of the row weights of all nodes: their rows when none is weighted.</param>
/// <param name="Rounds">Rounds that it took.</param>
/// <param name="IsConverged">Whether the gradient came within the tolerance, or no step lowered the loss any more; else the rounds ran out.</param>
public sealed record LogisticFit(LinearModel Model, ImmutableArray<double> StandardErrors, double MeanLoss, double Weight, int Rounds, bool IsConverged);
