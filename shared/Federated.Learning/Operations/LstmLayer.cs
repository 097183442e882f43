using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Long short-term memory, gates in the order i, f, g, o (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000):
/// i, f, o = σ(x·Wᵀ + b + h·Uᵀ + b′), g = tanh(likewise), c′ = f ⊙ c + i ⊙ g, h′ = o ⊙ tanh c′.
/// With δc = ∂c′ + ∂h′ ⊙ o ⊙ (1 − tanh² c′): δi = δc ⊙ g ⊙ i(1−i), δf = δc ⊙ c ⊙ f(1−f), δg = δc ⊙ i ⊙ (1−g²), δo = ∂h′ ⊙ tanh c′ ⊙ o(1−o); ∂c = δc ⊙ f.
/// </summary>
internal sealed class LstmLayer(RecurrentInputs inputs) : RecurrentOperation(inputs, gates: 4)
{
    private readonly Tensor? _cell = inputs.Cell;
    private readonly AlignedBuffer _cellBefore = new(inputs.Batch * inputs.Time * inputs.HiddenSize);

    /// <summary>[batch, hidden]: the cell after an example's last step.</summary>
    internal AlignedBuffer LastCell { get; } = new(inputs.Batch * inputs.HiddenSize);

    /// <summary>[batch, hidden]: the derivative by the cell that the backward pass has come to.</summary>
    internal AlignedBuffer CellGradient { get; } = new(inputs.Batch * inputs.HiddenSize);

    protected override void Start(int example)
    {
        base.Start(example);
        CopyOrClear(_cell, example, RowOf(_cellBefore, example, 0, HiddenSize));
    }

    protected override void Advance(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize);
        Span<float> input = gates[..size], forget = gates.Slice(size, size), candidate = gates.Slice(2 * size, size), output = gates.Slice(3 * size, size);
        ReadOnlySpan<float> before = RowOf(_cellBefore, example, step, size);
        Span<float> nextCell = NextCell(example, step), next = NextState(example, step);
        int index = 0;
        for (; index + Lanes.Count <= size; index += Lanes.Count)
            Advance(input, forget, candidate, output, before, nextCell, next, index, whole: true);
        if (index < size)
            Advance(input, forget, candidate, output, before, nextCell, next, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(
        Span<float> input, Span<float> forget, Span<float> candidate, Span<float> output,
        ReadOnlySpan<float> before, Span<float> nextCell, Span<float> next, int index, bool whole)
    {
        Vector512<float> i = VectorMath.Sigmoid(Lanes.Load(input, index, whole)), f = VectorMath.Sigmoid(Lanes.Load(forget, index, whole));
        Vector512<float> g = VectorMath.Tanh(Lanes.Load(candidate, index, whole)), o = VectorMath.Sigmoid(Lanes.Load(output, index, whole));
        Vector512<float> cell = (f * Lanes.Load(before, index, whole)) + (i * g);
        Lanes.Store(i, input, index, whole);
        Lanes.Store(f, forget, index, whole);
        Lanes.Store(g, candidate, index, whole);
        Lanes.Store(o, output, index, whole);
        Lanes.Store(cell, nextCell, index, whole);
        Lanes.Store(o * VectorMath.Tanh(cell), next, index, whole);
    }

    protected override void Retreat(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize);
        Span<float> input = gates[..size], forget = gates.Slice(size, size), candidate = gates.Slice(2 * size, size), output = gates.Slice(3 * size, size);
        ReadOnlySpan<float> before = RowOf(_cellBefore, example, step, size), after = NextCell(example, step);
        Span<float> derivative = StateGradient.Span.Slice(example * size, size), cellDerivative = CellGradient.Span.Slice(example * size, size);
        int index = 0;
        for (; index + Lanes.Count <= size; index += Lanes.Count)
            Retreat(input, forget, candidate, output, before, after, derivative, cellDerivative, index, whole: true);
        if (index < size)
            Retreat(input, forget, candidate, output, before, after, derivative, cellDerivative, index, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Retreat(
        Span<float> input, Span<float> forget, Span<float> candidate, Span<float> output,
        ReadOnlySpan<float> before, ReadOnlySpan<float> after, Span<float> derivative, Span<float> cellDerivative, int index, bool whole)
    {
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> slope = Lanes.Load(derivative, index, whole), squashed = VectorMath.Tanh(Lanes.Load(after, index, whole));
        Vector512<float> i = Lanes.Load(input, index, whole), f = Lanes.Load(forget, index, whole), g = Lanes.Load(candidate, index, whole), o = Lanes.Load(output, index, whole);
        Vector512<float> byCell = Lanes.Load(cellDerivative, index, whole) + (slope * o * (one - (squashed * squashed)));
        Lanes.Store(byCell * g * i * (one - i), input, index, whole);
        Lanes.Store(byCell * Lanes.Load(before, index, whole) * f * (one - f), forget, index, whole);
        Lanes.Store(byCell * i * (one - (g * g)), candidate, index, whole);
        Lanes.Store(slope * squashed * o * (one - o), output, index, whole);
        Lanes.Store(byCell * f, cellDerivative, index, whole);
        Lanes.Store(Vector512<float>.Zero, derivative, index, whole);
    }

    protected override void Skip(int example, int step)
    {
        base.Skip(example, step);
        RowOf(_cellBefore, example, step, HiddenSize).CopyTo(NextCell(example, step));
    }

    protected override void AddStateGradients(Graph graph, bool parameters)
    {
        base.AddStateGradients(graph, parameters);
        AddStateGradient(graph, _cell, CellGradient, parameters);
    }

    private Span<float> NextCell(int example, int step) => Next(_cellBefore, LastCell, example, step);
}
