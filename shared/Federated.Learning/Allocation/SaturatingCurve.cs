namespace Federated.Learning.Allocation;

/// <summary>A response that saturates: maximum · spendˢ ÷ (halfˢ + spendˢ) (Hill 1910), concave for a shape s of at most 1, S-shaped above.</summary>
public static class SaturatingCurve
{
    /// <summary>Points along the curve, denser near 0.</summary>
    /// <param name="maximum">The return that endless spend would bring.</param>
    /// <param name="half">The spend that brings half of it, above 0.</param>
    /// <param name="shape">s, above 0.</param>
    /// <param name="upTo">The last point, above 0.</param>
    /// <param name="points">Points besides that of 0, at least 1. Straight pieces between them lie below a concave curve by at most a share of its maximum that falls with their square: 0.02 % of 200.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static IReadOnlyList<CurvePoint> Points(double maximum, double half, double shape, double upTo, int points = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        if (!(double.IsFinite(maximum) && half > 0 && double.IsFinite(half) && shape > 0 && double.IsFinite(shape) && upTo > 0 && double.IsFinite(upTo)))
            throw new ArgumentException($"A saturating curve of maximum {maximum}, half {half}, shape {shape} up to {upTo} is none: the maximum is finite, the others above 0.");
        return [.. Enumerable.Range(0, points + 1).Select(index =>
        {
            double spend = upTo * index / points * index / points, power = Math.Pow(spend / half, shape);
            return new CurvePoint(spend, double.IsInfinity(power) ? maximum : maximum * power / (1 + power));
        })];
    }
}
