using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Trees;

/// <summary>
/// The value that minimises a leaf's second-order loss G·v + ½(H + λ)v² + α|v| within bounds, and −2 × the minimum, whose growth is a split's gain
/// (Chen and Guestrin 2016, §2.2; without bounds it is max(|G| − α, 0)² ÷ (H + λ)).
/// </summary>
internal static class LeafValue
{
    /// <summary>The best value; 0 for a leaf without hessian or penalty.</summary>
    public static double Of(NodeSums sums, SplitOptions options, ValueBounds bounds)
    {
        double curvature = sums.Hessian + options.L2;
        double size = Math.Max(Math.Abs(sums.Gradient) - options.L1, 0);
        double value = curvature > 0 ? (sums.Gradient > 0 ? -size : size) / curvature : 0;
        return Math.Min(Math.Max(value, bounds.Lower), bounds.Upper);
    }

    /// <summary>−2 × the least loss of eight pairs of leaves without bounds: a²/b + c²/d as (a²d + c²b)/(bd), since divisions are slow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scores(
        Vector512<double> leftGradient, Vector512<double> leftHessian, Vector512<double> rightGradient, Vector512<double> rightHessian, double l1, double l2)
    {
        Vector512<double> left = Vector512.Max(Vector512.Abs(leftGradient) - Vector512.Create(l1), Vector512<double>.Zero);
        Vector512<double> right = Vector512.Max(Vector512.Abs(rightGradient) - Vector512.Create(l1), Vector512<double>.Zero);
        leftHessian += Vector512.Create(l2);
        rightHessian += Vector512.Create(l2);
        return ((left * left * rightHessian) + (right * right * leftHessian)) / (leftHessian * rightHessian);
    }

    /// <summary>−2 × the least loss of eight leaves within bounds, and their values.</summary>
    public static Vector512<double> Score(
        Vector512<double> gradient, Vector512<double> hessian, double l1, double l2, ValueBounds bounds, out Vector512<double> value)
    {
        Vector512<double> curvature = hessian + Vector512.Create(l2);
        Vector512<double> size = Vector512.Max(Vector512.Abs(gradient) - Vector512.Create(l1), Vector512<double>.Zero);
        Vector512<double> free = Vector512.ConditionalSelect(Vector512.GreaterThan(gradient, Vector512<double>.Zero), -size, size) / curvature;
        value = Vector512.Min(Vector512.Max(free, Vector512.Create(bounds.Lower)), Vector512.Create(bounds.Upper));
        Vector512<double> loss = (2 * gradient * value) + (curvature * value * value) + (Vector512.Create(2 * l1) * Vector512.Abs(value));
        return -loss;
    }
}
