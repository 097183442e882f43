using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>Functions of sixteen lanes on whatever the processor has: one vector, two halves, or element by element, with the same result.</summary>
internal static class ElementaryFunctions
{
    private const float InverseRootOfTwoPi = 0.39894228f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Of<ExpFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Of<LogFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Of<SigmoidFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Of<TanhFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Of<SoftplusFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NormalDistribution(Vector512<float> x) => Of<NormalDistributionFunction>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gelu(Vector512<float> x) => Of<GeluFunction>(x);

    /// <summary>eˣ − 1 for x ≤ 0, by its series above −1/2, where the difference would cancel.</summary>
    public static Vector512<float> ExpMinusOne(Vector512<float> x)
    {
        Vector512<float> sum = Vector512.Create(1f / 40320);
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum * x, x, x);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(-0.5f)), sum, Exp(x) - Vector512<float>.One);
    }

    /// <summary>The standard normal law's density.</summary>
    public static Vector512<float> NormalDensity(Vector512<float> x) => Exp(x * x * Vector512.Create(-0.5f)) * Vector512.Create(InverseRootOfTwoPi);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Of<TFunction>(Vector512<float> x)
        where TFunction : struct, IElementFunction
    {
        if (Processor.Path == VectorPath.Vector512)
            return TFunction.Of<Lanes512, Vector512<float>>(x);
        if (Processor.Path == VectorPath.Vector256)
            return Vector512.Create(TFunction.Of<Lanes256, Vector256<float>>(x.GetLower()), TFunction.Of<Lanes256, Vector256<float>>(x.GetUpper()));
        return OneByOne<TFunction>(x);
    }

    private static Vector512<float> OneByOne<TFunction>(Vector512<float> x)
        where TFunction : struct, IElementFunction
    {
        Vector512<float> result = x;
        for (int lane = 0; lane < Vector512<float>.Count; lane++)
            result = result.WithElement(lane, TFunction.Of<Lanes1, float>(x.GetElement(lane)));
        return result;
    }
}
