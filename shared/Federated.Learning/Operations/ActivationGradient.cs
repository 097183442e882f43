using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>∂x = ∂y ⊙ φ′ for activations whose derivative is a function of their value: rectifier [y &gt; 0], logistic y(1−y), hyperbolic tangent 1−y².</summary>
internal static class ActivationGradient
{
    public static void Apply(Activation activation, ReadOnlySpan<float> values, Span<float> gradient)
    {
        switch (activation)
        {
            case Activation.None:
                return;
            case Activation.Relu:
                // The rectifier's argument and value have the same sign.
                Apply(default(ReluRule), values, gradient);
                return;
            case Activation.Sigmoid:
                Apply(default(SigmoidRule), values, gradient);
                return;
            case Activation.Tanh:
                Apply(default(TanhRule), values, gradient);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation.");
        }
    }

    private static void Apply<TRule>(TRule rule, ReadOnlySpan<float> values, Span<float> gradient)
        where TRule : struct, IUnaryRule
    {
        int index = 0;
        for (; index + Lanes.Count <= gradient.Length; index += Lanes.Count)
            Step(rule, values, gradient, index, whole: true);
        if (index < gradient.Length)
            Step(rule, values, gradient, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRule>(TRule rule, ReadOnlySpan<float> values, Span<float> gradient, int index, bool whole)
        where TRule : struct, IUnaryRule
    {
        Vector512<float> value = Lanes.Load(values, index, whole);
        Lanes.Store(Lanes.Load(gradient, index, whole) * rule.Derivative(value, value), gradient, index, whole);
    }
}
