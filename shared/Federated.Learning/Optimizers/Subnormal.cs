using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Numbers below the least normal float32, 2⁻¹²⁶. A running mean without a gradient halves every few steps until it gets there; arithmetic with it then costs
/// a hundred times as much, and it moves no weight.
/// </summary>
internal static class Subnormal
{
    /// <summary>Zero in place of subnormal numbers; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> lanes)
        => Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(lanes), Vector512.Create(1.17549435e-38f)), Vector512<float>.Zero, lanes);
}
