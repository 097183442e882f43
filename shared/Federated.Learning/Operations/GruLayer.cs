using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Gated recurrent unit, gates in the order r, z, n (Cho et al. 2014, in the form with the reset after the product):
/// r = σ(x·W_irᵀ + b_ir + h·W_hrᵀ + b_hr), z alike, u = h·W_hnᵀ + b_hn, n = tanh(x·W_inᵀ + b_in + r ⊙ u), h′ = (1−z) ⊙ n + z ⊙ h.
/// With δn = ∂h′ ⊙ (1−z) ⊙ (1−n²): by the gates' inputs δr = δn ⊙ u ⊙ r(1−r), δz = ∂h′ ⊙ (h−n) ⊙ z(1−z), δn; by the hidden products δr, δz, δn ⊙ r; ∂h = ∂h′ ⊙ z and what comes through the products.
/// </summary>
internal sealed class GruLayer(RecurrentInputs inputs) : RecurrentOperation(inputs, gates: 3)
{
    protected override AlignedBuffer HiddenPart { get; } = new(inputs.Batch * inputs.Time * 3 * inputs.HiddenSize);

    protected override void Advance(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize), hidden = RowOf(HiddenPart, example, step, GateSize);
        Span<float> reset = gates[..size], update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        ReadOnlySpan<float> hiddenReset = hidden[..size], hiddenUpdate = hidden.Slice(size, size), hiddenCandidate = hidden.Slice(2 * size, size);
        ReadOnlySpan<float> before = RowOf(StateBefore, example, step, size);
        Span<float> next = NextState(example, step);
        for (int index = 0; index < size; index += Lanes.Count)
        {
            Vector512<float> r = VectorMath.Sigmoid(Lanes.Load(reset, index) + Lanes.Load(hiddenReset, index));
            Vector512<float> z = VectorMath.Sigmoid(Lanes.Load(update, index) + Lanes.Load(hiddenUpdate, index));
            Vector512<float> n = VectorMath.Tanh(Lanes.Load(candidate, index) + (r * Lanes.Load(hiddenCandidate, index)));
            Lanes.Store(r, reset, index);
            Lanes.Store(z, update, index);
            Lanes.Store(n, candidate, index);
            Lanes.Store(n + (z * (Lanes.Load(before, index) - n)), next, index);
        }
    }

    protected override void Retreat(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize), hidden = RowOf(HiddenPart, example, step, GateSize);
        Span<float> reset = gates[..size], update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        Span<float> hiddenReset = hidden[..size], hiddenUpdate = hidden.Slice(size, size), hiddenCandidate = hidden.Slice(2 * size, size);
        ReadOnlySpan<float> before = RowOf(StateBefore, example, step, size);
        Span<float> derivative = StateGradient.Span.Slice(example * size, size);
        Vector512<float> one = Vector512<float>.One;
        for (int index = 0; index < size; index += Lanes.Count)
        {
            Vector512<float> slope = Lanes.Load(derivative, index);
            Vector512<float> r = Lanes.Load(reset, index), z = Lanes.Load(update, index), n = Lanes.Load(candidate, index);
            Vector512<float> byCandidate = slope * (one - z) * (one - (n * n));
            Vector512<float> byUpdate = slope * (Lanes.Load(before, index) - n) * z * (one - z);
            Vector512<float> byReset = byCandidate * Lanes.Load(hiddenCandidate, index) * r * (one - r);
            Lanes.Store(byReset, reset, index);
            Lanes.Store(byUpdate, update, index);
            Lanes.Store(byCandidate, candidate, index);
            Lanes.Store(byReset, hiddenReset, index);
            Lanes.Store(byUpdate, hiddenUpdate, index);
            Lanes.Store(byCandidate * r, hiddenCandidate, index);
            Lanes.Store(slope * z, derivative, index);
        }
    }

    public override void ScaleExamples(ReadOnlySpan<float> factors)
    {
        base.ScaleExamples(factors);
        ScaleParts(HiddenPart.Span, factors);
    }
}
