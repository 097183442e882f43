using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>Loads and stores of the first lanes of a vector: memory behind them is neither read nor written, absent lanes are zero.</summary>
internal static unsafe class LaneMask
{
    /// <summary>All bits of the first <paramref name="lanes"/> lanes: none below 1, all sixteen from 16 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of512(int lanes) => Vector512.GreaterThan(Vector512.Create(lanes), Vector512<int>.Indices).AsSingle();

    /// <summary>All bits of the first <paramref name="lanes"/> lanes: none below 1, all eight from 8 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of256(int lanes) => Vector256.GreaterThan(Vector256.Create(lanes), Vector256<int>.Indices).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source, Vector512<float> mask) => Avx512F.MaskLoad(source, mask, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> mask, Vector512<float> values) => Avx512F.MaskStore(target, mask, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, Vector256<float> mask) => Avx.MaskLoad(source, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> mask, Vector256<float> values) => Avx.MaskStore(target, mask, values);
}
