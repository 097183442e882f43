using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// Loss, gradient and Hessian of rows at one vector of p parameters: what one Newton step needs. Layout: value 0 is the sum of row weights, value 1 the
/// weighted sum of losses in nats, then p values of the gradient, then the packed lower triangle of the Hessian. Length: 2 + p + p·(p+1)/2. Only statistics
/// taken at the same parameters may be added.
/// </summary>
public abstract class CurvatureStatistics : SufficientStatistics
{
    private protected CurvatureStatistics(ImmutableArray<double> parameters)
        : base(2 + parameters.Length + PackedTriangle.Length(parameters.Length))
        => Parameters = parameters;

    /// <summary>The parameters at which the sums are taken.</summary>
    public ImmutableArray<double> Parameters { get; }

    /// <summary>Sum of the row weights.</summary>
    public double Weight => Values[0];

    /// <summary>Weighted sum of the losses, in nats.</summary>
    public double Loss => Values[1];

    /// <summary>Gradient of <see cref="Loss"/>.</summary>
    public ReadOnlySpan<double> Gradient => Vector.Slice(2, Parameters.Length);

    /// <summary>Packed lower triangle of the Hessian of <see cref="Loss"/>.</summary>
    public ReadOnlySpan<double> Hessian => Vector[(2 + Parameters.Length)..];
}
