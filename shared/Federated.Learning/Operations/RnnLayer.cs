using System.Runtime.CompilerServices;
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
        int index = 0;
        for (; index + Lanes.Count <= gates.Length; index += Lanes.Count)
            Advance(gates, next, index, whole: true);
        if (index < gates.Length)
            Advance(gates, next, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(Span<float> gates, Span<float> next, int index, bool whole)
    {
        Vector512<float> x = Lanes.Load(gates, index, whole);
        Vector512<float> y = _rectifies ? Vector512.Max(x, Vector512<float>.Zero) : VectorMath.Tanh(x);
        Lanes.Store(y, gates, index, whole);
        Lanes.Store(y, next, index, whole);
    }

    protected override void Retreat(int example, int step)
    {
        Span<float> gates = RowOf(Gates, example, step, GateSize), derivative = StateGradient.Span.Slice(example * HiddenSize, HiddenSize);
        int index = 0;
        for (; index + Lanes.Count <= gates.Length; index += Lanes.Count)
            Retreat(gates, derivative, index, whole: true);
        if (index < gates.Length)
            Retreat(gates, derivative, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Retreat(Span<float> gates, Span<float> derivative, int index, bool whole)
    {
        Vector512<float> y = Lanes.Load(gates, index, whole), slope = Lanes.Load(derivative, index, whole);
        Lanes.Store(
            _rectifies ? Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.Zero), slope, Vector512<float>.Zero) : slope * (Vector512<float>.One - (y * y)), gates, index, whole);
        Lanes.Store(Vector512<float>.Zero, derivative, index, whole);
    }
}
