using System.Collections.Immutable;

namespace Federated.Computations.SparseRegression;

/// <summary>
/// The last few steps s and gradient changes y, oldest first, from which a quasi-Newton direction is made (Nocedal and Wright, Numerical Optimization,
/// algorithm 7.4). Held in 32 bits: they only shape the direction, never the optimum.
/// </summary>
internal sealed class CurvaturePairs(ImmutableArray<float[]> steps, ImmutableArray<float[]> changes)
{
    public static CurvaturePairs Empty { get; } = new([], []);

    public ImmutableArray<float[]> Steps { get; } = steps;

    public ImmutableArray<float[]> Changes { get; } = changes;

    /// <summary>Whether every pair has sᵀy above zero, as those of a convex loss do.</summary>
    public bool HavePositiveCurvature => Steps.Zip(Changes, Dot).All(product => product > 0);

    /// <summary>These and a new pair, without the oldest beyond <paramref name="memory"/>; a pair without positive curvature is left out.</summary>
    public CurvaturePairs With(double[] step, double[] change, int memory)
    {
        float[] s = [.. step.Select(value => (float)value)], y = [.. change.Select(value => (float)value)];
        if (!(Dot(s, y) > 1e-10 * Math.Sqrt(Dot(s, s) * Dot(y, y))) || !s.All(float.IsFinite) || !y.All(float.IsFinite))
            return this;
        int dropped = Math.Max(0, Steps.Length + 1 - memory);
        return new CurvaturePairs([.. Steps.Skip(dropped), s], [.. Changes.Skip(dropped), y]);
    }

    /// <summary>Approximates the inverse Hessian times the gradient.</summary>
    /// <param name="gradient">The gradient; not changed.</param>
    /// <param name="scale">First guess of the inverse Hessian's diagonal, up to a factor that the newest pair fixes.</param>
    /// <param name="factor">That factor while there is no pair.</param>
    public double[] Direction(ReadOnlySpan<double> gradient, ReadOnlySpan<double> scale, double factor)
    {
        double[] direction = gradient.ToArray();
        var shares = new double[Steps.Length];
        for (int pair = Steps.Length - 1; pair >= 0; pair--)
        {
            shares[pair] = Dot(Steps[pair], direction) / Dot(Steps[pair], Changes[pair]);
            Add(direction, -shares[pair], Changes[pair]);
        }

        if (Steps.Length > 0)
            factor = Dot(Steps[^1], Changes[^1]) / ScaledSquare(Changes[^1], scale);
        for (int index = 0; index < direction.Length; index++)
            direction[index] *= factor * scale[index];
        for (int pair = 0; pair < Steps.Length; pair++)
            Add(direction, shares[pair] - (Dot(Changes[pair], direction) / Dot(Steps[pair], Changes[pair])), Steps[pair]);
        return direction;
    }

    private static void Add(double[] into, double factor, float[] vector)
    {
        for (int index = 0; index < into.Length; index++)
            into[index] += factor * vector[index];
    }

    private static double Dot(float[] left, float[] right)
    {
        double sum = 0;
        for (int index = 0; index < left.Length; index++)
            sum += (double)left[index] * right[index];
        return sum;
    }

    private static double Dot(float[] left, double[] right)
    {
        double sum = 0;
        for (int index = 0; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }

    private static double ScaledSquare(float[] vector, ReadOnlySpan<double> scale)
    {
        double sum = 0;
        for (int index = 0; index < vector.Length; index++)
            sum += (double)vector[index] * vector[index] * scale[index];
        return sum;
    }
}
