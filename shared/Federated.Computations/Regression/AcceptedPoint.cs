using System.Collections.Immutable;

namespace Federated.Computations.Regression;

/// <summary>The best coefficients of a Newton descent so far, and what the joint rows said there.</summary>
/// <param name="Coefficients">One a column, then the intercept.</param>
/// <param name="StandardErrors">One a coefficient.</param>
/// <param name="Objective">Joint loss and penalty.</param>
/// <param name="Loss">Joint loss alone.</param>
/// <param name="Weight">Sum of the row weights of the nodes in that round.</param>
public sealed record AcceptedPoint(ImmutableArray<double> Coefficients, ImmutableArray<double> StandardErrors, double Objective, double Loss, double Weight);
