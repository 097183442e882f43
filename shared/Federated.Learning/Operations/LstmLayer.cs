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
        for (int index = 0; index < size; index += Lanes.Count)
        {
            Vector512<float> i = VectorMath.Sigmoid(Lanes.Load(input, index)), f = VectorMath.Sigmoid(Lanes.Load(forget, index));
            Vector512<float> g = VectorMath.Tanh(Lanes.Load(candidate, index)), o = VectorMath.Sigmoid(Lanes.Load(output, index));
            Vector512<float> cell = (f * Lanes.Load(before, index)) + (i * g);
            Lanes.Store(i, input, index);
            Lanes.Store(f, forget, index);
            Lanes.Store(g, candidate, index);
            Lanes.Store(o, output, index);
            Lanes.Store(cell, nextCell, index);
            Lanes.Store(o * VectorMath.Tanh(cell), next, index);
        }
    }

    protected override void Retreat(int example, int step)
    {
        int size = HiddenSize;
        Span<float> gates = RowOf(Gates, example, step, GateSize);
        Span<float> input = gates[..size], forget = gates.Slice(size, size), candidate = gates.Slice(2 * size, size), output = gates.Slice(3 * size, size);
        ReadOnlySpan<float> before = RowOf(_cellBefore, example, step, size), after = NextCell(example, step);
        Span<float> derivative = StateGradient.Span.Slice(example * size, size), cellDerivative = CellGradient.Span.Slice(example * size, size);
        Vector512<float> one = Vector512<float>.One;
        for (int index = 0; index < size; index += Lanes.Count)
        {
            Vector512<float> slope = Lanes.Load(derivative, index), squashed = VectorMath.Tanh(Lanes.Load(after, index));
            Vector512<float> i = Lanes.Load(input, index), f = Lanes.Load(forget, index), g = Lanes.Load(candidate, index), o = Lanes.Load(output, index);
            Vector512<float> byCell = Lanes.Load(cellDerivative, index) + (slope * o * (one - (squashed * squashed)));
            Lanes.Store(byCell * g * i * (one - i), input, index);
            Lanes.Store(byCell * Lanes.Load(before, index) * f * (one - f), forget, index);
            Lanes.Store(byCell * i * (one - (g * g)), candidate, index);
            Lanes.Store(slope * squashed * o * (one - o), output, index);
            Lanes.Store(byCell * f, cellDerivative, index);
            Lanes.Store(Vector512<float>.Zero, derivative, index);
        }
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
