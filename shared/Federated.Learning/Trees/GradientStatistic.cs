using System.Runtime.InteropServices;

namespace Federated.Learning.Trees;

/// <summary>What one row adds to its node's histogram for one output.</summary>
/// <param name="Gradient">First derivative of the row's loss by the raw score, times the row's weight.</param>
/// <param name="Hessian">Second derivative, times the row's weight.</param>
/// <param name="Count">How many rows this one counts for: 1, or the times a bootstrap drew it.</param>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly record struct GradientStatistic(float Gradient, float Hessian, float Count = 1);
