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
}
