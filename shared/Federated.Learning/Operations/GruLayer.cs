using System.Runtime.CompilerServices;
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
        int index = 0;
        for (; index + Lanes.Count <= size; index += Lanes.Count)
            Advance(reset, update, candidate, hiddenReset, hiddenUpdate, hiddenCandidate, before, next, index, whole: true);
        if (index < size)
            Advance(reset, update, candidate, hiddenReset, hiddenUpdate, hiddenCandidate, before, next, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(
        Span<float> reset, Span<float> update, Span<float> candidate,
        ReadOnlySpan<float> hiddenReset, ReadOnlySpan<float> hiddenUpdate, ReadOnlySpan<float> hiddenCandidate, ReadOnlySpan<float> before, Span<float> next, int index, bool whole)
    {
        Vector512<float> r = VectorMath.Sigmoid(Lanes.Load(reset, index, whole) + Lanes.Load(hiddenReset, index, whole));
        Vector512<float> z = VectorMath.Sigmoid(Lanes.Load(update, index, whole) + Lanes.Load(hiddenUpdate, index, whole));
        Vector512<float> n = VectorMath.Tanh(Lanes.Load(candidate, index, whole) + (r * Lanes.Load(hiddenCandidate, index, whole)));
        Lanes.Store(r, reset, index, whole);
        Lanes.Store(z, update, index, whole);
        Lanes.Store(n, candidate, index, whole);
        Lanes.Store(n + (z * (Lanes.Load(before, index, whole) - n)), next, index, whole);
    }

    protected override void Retreat(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize), hidden = RowOf(HiddenPart, example, step, GateSize);
        Span<float> reset = gates[..size], update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        Span<float> hiddenReset = hidden[..size], hiddenUpdate = hidden.Slice(size, size), hiddenCandidate = hidden.Slice(2 * size, size);
        ReadOnlySpan<float> before = RowOf(StateBefore, example, step, size);
        Span<float> derivative = StateGradient.Span.Slice(example * size, size);
        int index = 0;
        for (; index + Lanes.Count <= size; index += Lanes.Count)
            Retreat(reset, update, candidate, hiddenReset, hiddenUpdate, hiddenCandidate, before, derivative, index, whole: true);
        if (index < size)
            Retreat(reset, update, candidate, hiddenReset, hiddenUpdate, hiddenCandidate, before, derivative, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Retreat(
        Span<float> reset, Span<float> update, Span<float> candidate,
        Span<float> hiddenReset, Span<float> hiddenUpdate, Span<float> hiddenCandidate, ReadOnlySpan<float> before, Span<float> derivative, int index, bool whole)
    {
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> slope = Lanes.Load(derivative, index, whole);
        Vector512<float> r = Lanes.Load(reset, index, whole), z = Lanes.Load(update, index, whole), n = Lanes.Load(candidate, index, whole);
        Vector512<float> byCandidate = slope * (one - z) * (one - (n * n));
        Vector512<float> byUpdate = slope * (Lanes.Load(before, index, whole) - n) * z * (one - z);
        Vector512<float> byReset = byCandidate * Lanes.Load(hiddenCandidate, index, whole) * r * (one - r);
        Lanes.Store(byReset, reset, index, whole);
        Lanes.Store(byUpdate, update, index, whole);
        Lanes.Store(byCandidate, candidate, index, whole);
        Lanes.Store(byReset, hiddenReset, index, whole);
        Lanes.Store(byUpdate, hiddenUpdate, index, whole);
        Lanes.Store(byCandidate * r, hiddenCandidate, index, whole);
        Lanes.Store(slope * z, derivative, index, whole);
    }

    public override void ScaleExamples(ReadOnlySpan<float> factors)
    {
        base.ScaleExamples(factors);
        ScaleParts(HiddenPart.Span, factors);
    }
}
