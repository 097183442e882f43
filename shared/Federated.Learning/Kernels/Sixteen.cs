using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federated.Learning.Kernels;

/// <summary>
/// Sixteen elements, the step of fused loops, also on processors that lack vectors of 512 bits: the functions of <see cref="VectorMath"/> in two halves or element
/// by element, and fewer elements through a padded copy, with the same bits. What a processor has is a constant of the compiled code, so the way that it does not take costs nothing.
/// </summary>
internal static unsafe class Sixteen
{
    /// <summary>Whether 512-bit instructions may be used: <see cref="Processor.Path"/>, as the compiler can fold it before it looks at the branches.</summary>
    public static bool IsOneVector
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;
    }

    /// <summary>A function on the widest instructions below 512 bits that the processor has.</summary>
    public static Vector512<float> Apart<TFunction>(Vector512<float> x)
        where TFunction : struct, IElementFunction
        => Processor.Path == VectorPath.Scalar ? InElements<TFunction>(x) : InHalves<TFunction>(x);

    /// <summary>A function on two vectors of 256 bits.</summary>
    public static Vector512<float> InHalves<TFunction>(Vector512<float> x)
        where TFunction : struct, IElementFunction
        => Vector512.Create(TFunction.Of<Lanes256, Vector256<float>>(x.GetLower()), TFunction.Of<Lanes256, Vector256<float>>(x.GetUpper()));

    /// <summary>A function on sixteen plain values.</summary>
    public static Vector512<float> InElements<TFunction>(Vector512<float> x)
        where TFunction : struct, IElementFunction
    {
        Vector512<float> result = x;
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
            result = result.WithElement(lane, TFunction.Of<Lanes1, float>(x.GetElement(lane)));
        return result;
    }

    /// <summary>Fewer than sixteen elements, the other lanes zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoadFirst(ReadOnlySpan<float> values, out Vector512<float> lanes)
    {
        if (!IsOneVector)
        {
            LoadPadded(values, out lanes);
            return;
        }

        fixed (float* source = values)
            lanes = LaneMask.Load(source, LaneMask.Of512(values.Length));
    }

    /// <summary>Writes as many of the first lanes as there are elements, fewer than sixteen.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreFirst(Vector512<float> lanes, Span<float> values)
    {
        if (!IsOneVector)
        {
            StorePadded(lanes, values);
            return;
        }

        fixed (float* target = values)
            LaneMask.Store(target, LaneMask.Of512(values.Length), lanes);
    }

    /// <summary><see cref="LoadFirst"/> without masks.</summary>
    public static void LoadPadded(ReadOnlySpan<float> values, out Vector512<float> lanes)
    {
        Span<float> padded = stackalloc float[Vector512<float>.Count];
        padded.Clear();
        values.CopyTo(padded);
        lanes = Vector512.Create<float>(padded);
    }

    /// <summary><see cref="StoreFirst"/> without masks.</summary>
    public static void StorePadded(Vector512<float> lanes, Span<float> values)
    {
        Span<float> padded = stackalloc float[Vector512<float>.Count];
        lanes.CopyTo(padded);
        padded[..values.Length].CopyTo(values);
    }
}
