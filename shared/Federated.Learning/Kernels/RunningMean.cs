using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Values that decay towards zero without a gradient end among the subnormal numbers, where rounding holds them for ever and every step takes a hundred times
/// as long. Below 1e-32 a state moves no parameter, so it becomes zero.
/// </summary>
internal static class RunningMean<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector WithoutResidue(TVector state)
        => TLanes.WhereBelow(TLanes.Magnitude(state), TLanes.Create(1e-32f), TLanes.Create(0), state);

    /// <summary>The gradient as a mean of squares takes it: below 1e-17 zero, since its square would be subnormal, which a processor multiplies a hundred times as slowly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Squarable(TVector gradient)
        => TLanes.WhereBelow(TLanes.Magnitude(gradient), TLanes.Create(1e-17f), TLanes.Create(0), gradient);
}
