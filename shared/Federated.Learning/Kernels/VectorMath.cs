using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Kernels;

/// <summary>
/// Elementary functions over spans (source and target of equal length; they may be the same) and over vectors inside fused loops. The value of an element
/// depends neither on its position nor on the length nor on the width of the processor's vectors. Accuracy: <see cref="VectorFunctions{TLanes, TVector}"/>.
/// </summary>
internal static unsafe class VectorMath
{
    /// <summary>eˣ.</summary>
    public static void Exp(ReadOnlySpan<float> source, Span<float> target) => Apply<ExpFunction>(source, target, Processor.Path);

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Exp(x) : Sixteen.Apart<ExpFunction>(x);

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Exp(x);

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => VectorFunctions<Lanes1, float>.Exp(x);

    /// <summary>ln x.</summary>
    public static void Log(ReadOnlySpan<float> source, Span<float> target) => Apply<LogFunction>(source, target, Processor.Path);

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Log(x) : Sixteen.Apart<LogFunction>(x);

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Log(x);

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => VectorFunctions<Lanes1, float>.Log(x);

    /// <summary>1/(1+e⁻ˣ).</summary>
    public static void Sigmoid(ReadOnlySpan<float> source, Span<float> target) => Apply<SigmoidFunction>(source, target, Processor.Path);

    /// <summary>1/(1+e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Sigmoid(x) : Sixteen.Apart<SigmoidFunction>(x);

    /// <summary>1/(1+e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Sigmoid(x);

    /// <summary>1/(1+e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => VectorFunctions<Lanes1, float>.Sigmoid(x);

    /// <summary>tanh x.</summary>
    public static void Tanh(ReadOnlySpan<float> source, Span<float> target) => Apply<TanhFunction>(source, target, Processor.Path);

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Tanh(x) : Sixteen.Apart<TanhFunction>(x);

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Tanh(x);

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => VectorFunctions<Lanes1, float>.Tanh(x);

    /// <summary>ln(1+eˣ).</summary>
    public static void Softplus(ReadOnlySpan<float> source, Span<float> target) => Apply<SoftplusFunction>(source, target, Processor.Path);

    /// <summary>ln(1+eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Softplus(x) : Sixteen.Apart<SoftplusFunction>(x);

    /// <summary>ln(1+eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Softplus(x);

    /// <summary>ln(1+eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => VectorFunctions<Lanes1, float>.Softplus(x);

    /// <summary>Φ(x), the normal distribution function.</summary>
    public static void NormalDistribution(ReadOnlySpan<float> source, Span<float> target) => Apply<NormalDistributionFunction>(source, target, Processor.Path);

    /// <summary>Φ(x), the normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NormalDistribution(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.NormalDistribution(x) : Sixteen.Apart<NormalDistributionFunction>(x);

    /// <summary>Φ(x), the normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NormalDistribution(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.NormalDistribution(x);

    /// <summary>Φ(x), the normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NormalDistribution(float x) => VectorFunctions<Lanes1, float>.NormalDistribution(x);

    /// <summary>x·Φ(x).</summary>
    public static void Gelu(ReadOnlySpan<float> source, Span<float> target) => Apply<GeluFunction>(source, target, Processor.Path);

    /// <summary>x·Φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gelu(Vector512<float> x)
        => Sixteen.IsOneVector ? VectorFunctions<Lanes512, Vector512<float>>.Gelu(x) : Sixteen.Apart<GeluFunction>(x);

    /// <summary>x·Φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gelu(Vector256<float> x) => VectorFunctions<Lanes256, Vector256<float>>.Gelu(x);

    /// <summary>x·Φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x) => VectorFunctions<Lanes1, float>.Gelu(x);

    /// <summary>A function on chosen instructions.</summary>
    public static void Apply<TFunction>(ReadOnlySpan<float> source, Span<float> target, VectorPath path)
        where TFunction : struct, IElementFunction
    {
        if (source.Length != target.Length)
            throw new ArgumentException($"{source.Length} values were to be written into {target.Length}.", nameof(target));
        fixed (float* from = source, to = target)
        {
            switch (path)
            {
                case VectorPath.Vector512:
                    Apply<TFunction, Lanes512, Vector512<float>>(from, to, source.Length);
                    break;
                case VectorPath.Vector256:
                    Apply<TFunction, Lanes256, Vector256<float>>(from, to, source.Length);
                    break;
                default:
                    Apply<TFunction, Lanes1, float>(from, to, source.Length);
                    break;
            }
        }
    }

    private static void Apply<TFunction, TLanes, TVector>(float* source, float* target, int length)
        where TFunction : struct, IElementFunction
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int index = 0;
        for (; index <= length - TLanes.Count; index += TLanes.Count)
            TLanes.Store(target + index, TFunction.Of<TLanes, TVector>(TLanes.Load(source + index)));
        if (index < length)
            TLanes.StoreFirst(target + index, TFunction.Of<TLanes, TVector>(TLanes.LoadFirst(source + index, length - index)), length - index);
    }
}
