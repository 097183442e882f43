using System.Numerics;
using System.Runtime.InteropServices;
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
                Relu(values, gradient);
                return;
            case Activation.Sigmoid:
                for (int index = 0; index < gradient.Length; index++)
                    gradient[index] *= values[index] * (1 - values[index]);
                return;
            case Activation.Tanh:
                for (int index = 0; index < gradient.Length; index++)
                    gradient[index] *= 1 - (values[index] * values[index]);
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation.");
        }
    }

    private static void Relu(ReadOnlySpan<float> values, Span<float> gradient)
    {
        ReadOnlySpan<Vector<float>> wideValues = MemoryMarshal.Cast<float, Vector<float>>(values);
        Span<Vector<float>> wideGradient = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int index = 0; index < wideGradient.Length; index++)
            wideGradient[index] = Vector.ConditionalSelect(Vector.GreaterThan(wideValues[index], Vector<float>.Zero), wideGradient[index], Vector<float>.Zero);
        for (int index = wideGradient.Length * Vector<float>.Count; index < gradient.Length; index++)
        {
            if (!(values[index] > 0))
                gradient[index] = 0;
        }
    }
}
