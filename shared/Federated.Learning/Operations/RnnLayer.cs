using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>
/// Simple recurrent layer (Elman 1990): h′ = φ(x·Wᵀ + b + h·Uᵀ + b′) with φ the hyperbolic tangent or the rectifier; δ = ∂h′ ⊙ φ′, a function of h′.
/// </summary>
internal sealed class RnnLayer(RecurrentInputs inputs, Activation activation) : RecurrentOperation(inputs, gates: 1)
{
    private readonly bool _rectifies = activation switch
    {
        Activation.Relu => true,
        Activation.Tanh => false,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "A simple recurrent layer has the hyperbolic tangent or the rectifier."),
    };

    protected override void Advance(int example, int step)
    {
        Span<float> gates = RowOf(Gates, example, step, GateSize), next = NextState(example, step);
        for (int index = 0; index < gates.Length; index += Lanes.Count)
        {
            Vector512<float> x = Lanes.Load(gates, index);
            Vector512<float> y = _rectifies ? Vector512.Max(x, Vector512<float>.Zero) : VectorMath.Tanh(x);
            Lanes.Store(y, gates, index);
            Lanes.Store(y, next, index);
        }
    }

    protected override void Retreat(int example, int step)
    {
        Span<float> gates = RowOf(Gates, example, step, GateSize), derivative = StateGradient.Span.Slice(example * HiddenSize, HiddenSize);
        for (int index = 0; index < gates.Length; index += Lanes.Count)
        {
            Vector512<float> y = Lanes.Load(gates, index), slope = Lanes.Load(derivative, index);
            Lanes.Store(
                _rectifies ? Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.Zero), slope, Vector512<float>.Zero) : slope * (Vector512<float>.One - (y * y)), gates, index);
            Lanes.Store(Vector512<float>.Zero, derivative, index);
        }
    }
}
