using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// One recurrent layer over all steps of a batch. The input's share of all gates is one product; each step then adds one product of the states with
/// the hidden weights, and gate arithmetic. The backward pass goes through time (Werbos 1990) and leaves the gates' derivatives in place of the gates, so that the
/// weights' gradients are one product each over all steps, and an example's gradient norm is that of two affine layers with a row a step.
/// Examples do not meet, so strips of them run on different threads.
/// </summary>
internal abstract class RecurrentOperation : Operation
{
    private const long SharedFrom = 1_000_000;
    private const int Strip = 16;
    private readonly RecurrentInputs _inputs;
    private readonly AlignedBuffer _hiddenWeightTransposed;
    private readonly ExampleStrips _forward;
    private readonly ExampleStrips _backward;
    private bool _hasGates;

    protected RecurrentOperation(RecurrentInputs inputs, int gates)
        : base(inputs.All())
    {
        _inputs = inputs;
        GateSize = gates * inputs.HiddenSize;
        _hiddenWeightTransposed = new AlignedBuffer(GateSize * HiddenSize);
        int rows = inputs.Batch * Time;
        Gates = new AlignedBuffer(rows * GateSize);
        StateBefore = new AlignedBuffer(rows * HiddenSize);
        LastState = new AlignedBuffer(inputs.Batch * HiddenSize);
        StateGradient = new AlignedBuffer(inputs.Batch * HiddenSize);
        _forward = new ExampleStrips(inputs.Batch, Strip, RunForward);
        _backward = new ExampleStrips(inputs.Batch, Strip, RunBackward);
        MakeOutput(new TensorShape(inputs.Batch, Time, HiddenSize));
    }

    public override bool KnowsExampleNorms
        => _inputs is { Input.Parameter: null, State: null or { Parameter: null }, Cell: null or { Parameter: null }, InputWeight.Parameter: not null, HiddenWeight.Parameter: not null };

    /// <summary>[batch, hidden]: the state after an example's last step.</summary>
    internal AlignedBuffer LastState { get; }

    /// <summary>[batch, hidden]: the derivative by the state that the backward pass has come to; zero between passes, except for what is handed in by the last state.</summary>
    internal AlignedBuffer StateGradient { get; }

    protected int Time => _inputs.Time;

    protected int HiddenSize => _inputs.HiddenSize;

    protected int GateSize { get; }

    /// <summary>[batch, time, gates·hidden]: the gates, and after the backward pass the derivatives by what goes into them from the input.</summary>
    protected AlignedBuffer Gates { get; }

    /// <summary>[batch, time, hidden]: the state before each step.</summary>
    protected AlignedBuffer StateBefore { get; }

    /// <summary>[batch, time, gates·hidden]: the states' product with the hidden weights goes here; after the backward pass, the derivatives by it.</summary>
    protected virtual AlignedBuffer HiddenPart => Gates;

    public override void Forward(Graph graph)
    {
        MatrixProduct.Transpose(_inputs.HiddenWeight.Values, _hiddenWeightTransposed.Span, GateSize, HiddenSize);
        _forward.Run(WorkersFor(graph));
        _hasGates = true;
    }

    public override void Backward(Graph graph)
    {
        if (!_hasGates)
            throw new InvalidOperationException($"A second backward pass through '{Name}' needs a forward pass before it: the first one put derivatives in place of the gates.");
        _hasGates = false;
        _backward.Run(WorkersFor(graph));
        if (_inputs.Input is { RequiresGradient: true, Parameter: null })
            AddInputGradient(graph);
        AddStateGradients(graph, parameters: false);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_inputs.Input.Parameter is not null)
            AddInputGradient(graph);
        AddStateGradients(graph, parameters: true);
        AddWeightGradient(graph, _inputs.InputWeight, _inputs.InputBias, Gates.Span, _inputs.Input.Values);
        AddWeightGradient(graph, _inputs.HiddenWeight, _inputs.HiddenBias, HiddenPart.Span, StateBefore.Span);
    }

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
        ExampleNorms.AddAffine(_inputs.Input.Values, _inputs.InputSize, Gates.Span, GateSize, _inputs.InputBias is not null, squares);
        ExampleNorms.AddAffine(StateBefore.Span, HiddenSize, HiddenPart.Span, GateSize, _inputs.HiddenBias is not null, squares);
    }

    public override void ScaleExamples(ReadOnlySpan<float> factors) => ScaleParts(Gates.Span, factors);

    /// <summary>Gates, next state and output of one example's step, given the gates' inputs.</summary>
    protected abstract void Advance(int example, int step);

    /// <summary>Derivatives by the gates' inputs of one example's step in place of the gates, and what of <see cref="StateGradient"/> passes them by; the step's output gradient is part of it already.</summary>
    protected abstract void Retreat(int example, int step);

    /// <summary>Sets what is kept of an example before its first step.</summary>
    protected virtual void Start(int example) => CopyOrClear(_inputs.State, example, RowOf(StateBefore, example, 0, HiddenSize));

    /// <summary>Adds to the gradients of the initial states, and clears the state's derivative for the next pass.</summary>
    protected virtual void AddStateGradients(Graph graph, bool parameters) => AddStateGradient(graph, _inputs.State, StateGradient, parameters);

    /// <summary>What an example's step writes its state to.</summary>
    protected Span<float> NextState(int example, int step) => Next(StateBefore, LastState, example, step);

    protected Span<float> Next(AlignedBuffer before, AlignedBuffer last, int example, int step)
        => step + 1 < Time ? RowOf(before, example, step + 1, HiddenSize) : last.Span.Slice(example * HiddenSize, HiddenSize);

    protected Span<float> RowOf(AlignedBuffer buffer, int example, int step, int width) => buffer.Span.Slice(((example * Time) + step) * width, width);

    protected Span<float> OutputRow(int example, int step) => Output.Values.Slice(((example * Time) + step) * HiddenSize, HiddenSize);

    /// <summary>What an example's step leaves unchanged when it lies beyond its length.</summary>
    protected virtual void Skip(int example, int step) => RowOf(StateBefore, example, step, HiddenSize).CopyTo(NextState(example, step));

    protected void CopyOrClear(Tensor? source, int example, Span<float> row)
    {
        if (source is null)
            row.Clear();
        else
            source.Values.Slice(example * HiddenSize, HiddenSize).CopyTo(row);
    }

    protected static void AddStateGradient(Graph graph, Tensor? state, AlignedBuffer derivative, bool parameters)
    {
        if (state is { RequiresGradient: true } && state.Parameter is not null == parameters)
        {
            Span<float> gradient = graph.GradientOf(state, out bool accumulate);
            if (accumulate)
                TensorPrimitives.Add(gradient, derivative.Span, gradient);
            else
                derivative.Span.CopyTo(gradient);
        }

        if (state?.Parameter is null || parameters)
            derivative.Span.Clear();
    }

    private Workers WorkersFor(Graph graph)
        => (long)Gates.Length * (HiddenSize + _inputs.InputSize) < SharedFrom ? Workers.CallingThread : graph.Workers;

    private bool Counts(int example, int step) => _inputs.Lengths is null || step < _inputs.Lengths.Values[example];

    private void RunForward(int first, int count)
    {
        int rows = count * Time, inputSize = _inputs.InputSize;
        MatrixProduct.Multiply(
            MatrixOperand.RowMajor(_inputs.Input.Values.Slice(first * Time * inputSize, rows * inputSize), rows, inputSize),
            MatrixOperand.Transposed(_inputs.InputWeight.Values, GateSize, inputSize),
            Gates.Span.Slice(first * Time * GateSize, rows * GateSize),
            GateSize,
            bias: _inputs.InputBias is null ? default : _inputs.InputBias.Values);
        for (int example = first; example < first + count; example++)
            Start(example);
        for (int step = 0; step < Time; step++)
        {
            int row = (first * Time) + step;
            MatrixProduct.Multiply(
                MatrixOperand.RowMajor(StateBefore.Span[(row * HiddenSize)..], count, HiddenSize, Time * HiddenSize),
                MatrixOperand.RowMajor(_hiddenWeightTransposed.Span, HiddenSize, GateSize),
                HiddenPart.Span[(row * GateSize)..],
                Time * GateSize,
                accumulate: HiddenPart.Array == Gates.Array,
                bias: _inputs.HiddenBias is null ? default : _inputs.HiddenBias.Values);
            for (int example = first; example < first + count; example++)
            {
                if (Counts(example, step))
                {
                    Advance(example, step);
                    NextState(example, step).CopyTo(OutputRow(example, step));
                }
                else
                {
                    Skip(example, step);
                    OutputRow(example, step).Clear();
                }
            }
        }
    }

    private void RunBackward(int first, int count)
    {
        Span<float> derivative = StateGradient.Span;
        for (int step = Time - 1; step >= 0; step--)
        {
            for (int example = first; example < first + count; example++)
            {
                if (Counts(example, step))
                {
                    Span<float> own = derivative.Slice(example * HiddenSize, HiddenSize);
                    TensorPrimitives.Add(own, Output.Gradient.Slice(((example * Time) + step) * HiddenSize, HiddenSize), own);
                    Retreat(example, step);
                }
                else
                {
                    RowOf(Gates, example, step, GateSize).Clear();
                    RowOf(HiddenPart, example, step, GateSize).Clear();
                }
            }

            int row = (first * Time) + step;
            MatrixProduct.Multiply(
                MatrixOperand.RowMajor(HiddenPart.Span[(row * GateSize)..], count, GateSize, Time * GateSize),
                MatrixOperand.RowMajor(_inputs.HiddenWeight.Values, GateSize, HiddenSize),
                derivative[(first * HiddenSize)..],
                HiddenSize,
                accumulate: true);
        }
    }

    private void AddInputGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_inputs.Input, out bool accumulate);
        MatrixProduct.Multiply(
            MatrixOperand.RowMajor(Gates.Span, _inputs.Batch * Time, GateSize),
            MatrixOperand.RowMajor(_inputs.InputWeight.Values, GateSize, _inputs.InputSize),
            gradient,
            _inputs.InputSize,
            accumulate,
            workers: graph.Workers);
    }

    private void AddWeightGradient(Graph graph, Tensor weight, Tensor? bias, ReadOnlySpan<float> deltas, ReadOnlySpan<float> read)
    {
        int rows = _inputs.Batch * Time, width = weight.Size(1);
        if (weight.RequiresGradient)
        {
            Span<float> gradient = graph.GradientOf(weight, out bool accumulate);
            MatrixProduct.Multiply(
                MatrixOperand.Transposed(deltas, rows, GateSize), MatrixOperand.RowMajor(read, rows, width), gradient, width, accumulate, workers: graph.Workers);
        }

        if (bias is not { RequiresGradient: true })
            return;
        Span<float> sums = graph.GradientOf(bias, out bool add);
        if (!add)
            sums.Clear();
        for (int start = 0; start < deltas.Length; start += GateSize)
            TensorPrimitives.Add(sums, deltas.Slice(start, GateSize), sums);
    }
}
