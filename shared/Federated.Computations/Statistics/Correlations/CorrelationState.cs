using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Correlations;

/// <summary>A correlation matrix wanted, or computed.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Coefficients">The pairs (0,1), (0,2), …, (1,2), …: each −1 to 1, NaN where a column does not vary or the pair has fewer rows than the floor. Default before the round.</param>
public sealed record CorrelationState(CorrelationPlan Plan, ImmutableArray<double> Coefficients)
{
    /// <summary>Before the round.</summary>
    public static CorrelationState Begin(CorrelationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new CorrelationState(plan, plan.Columns.Numeric.Length < 2 ? [] : default);
    }

    /// <summary>The coefficient of two numeric columns by their indices, 1 of a column with itself, NaN where it is not known.</summary>
    /// <exception cref="InvalidOperationException">It was not computed yet.</exception>
    public double Of(int first, int second)
    {
        if (Coefficients.IsDefault)
            throw new InvalidOperationException("The correlations were not computed yet.");
        if (first == second)
            return 1;
        (int low, int high) = (Math.Min(first, second), Math.Max(first, second));
        int columns = Plan.Columns.Numeric.Length;
        return Coefficients[(low * columns) - (low * (low + 1) / 2) + high - low - 1];
    }
}
