using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>Loads and stores of the first lanes of a vector: memory behind them is neither read nor written, absent lanes are zero.</summary>
internal static unsafe class LaneMask
{
    private static ReadOnlySpan<int> Ramp =>
        [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>All bits of the first <paramref name="lanes"/> lanes, 0 to 16 (more count as 16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of512(int lanes)
        => Vector512.LoadUnsafe(ref Unsafe.AsRef(in Ramp[0]), (nuint)(16 - Math.Min(lanes, 16))).AsSingle();

    /// <summary>All bits of the first <paramref name="lanes"/> lanes, 0 to 8 (more count as 8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of256(int lanes)
        => Vector256.LoadUnsafe(ref Unsafe.AsRef(in Ramp[0]), (nuint)(16 - Math.Min(lanes, 8))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source, Vector512<float> mask) => Avx512F.MaskLoad(source, mask, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> mask, Vector512<float> values) => Avx512F.MaskStore(target, mask, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, Vector256<float> mask) => Avx.MaskLoad(source, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> mask, Vector256<float> values) => Avx.MaskStore(target, mask, values);
}
