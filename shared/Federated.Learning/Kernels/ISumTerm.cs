using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>What a <see cref="Reduction"/> adds for a pair of elements.</summary>
internal interface ISumTerm
{
    static abstract TVector Add<TLanes, TVector>(TVector sum, TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

internal readonly struct PlainTerm : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TLanes, TVector>(TVector sum, TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        => TLanes.Add(sum, left);
}

internal readonly struct ProductTerm : ISumTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TLanes, TVector>(TVector sum, TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        => TLanes.MultiplyAdd(left, right, sum);
}
