using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = some consecutive positions of x along one dimension; ∂x = ∂y there, else 0.</summary>
internal sealed class Section : Operation
{
    private readonly Tensor _input;
    private readonly int _count;
    private readonly int _run;
    private readonly int _inputRun;
    private readonly int _start;

    public Section(Tensor input, int dimension, int start, int length)
        : base(input)
    {
        dimension = DimensionIndex.Of(dimension, input.Shape);
        int size = input.Size(dimension);
        if (start < 0 || length < 1 || start > size - length)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"{length} positions from {start} do not lie in dimension {dimension} of shape {input.Shape}, which has {size}.");
        _input = input;
        _count = DimensionIndex.Product(input.Shape, 0, dimension);
        int inner = DimensionIndex.Product(input.Shape, dimension + 1, input.Shape.Dimensions.Length);
        _run = length * inner;
        _inputRun = size * inner;
        _start = start * inner;
        MakeOutput(new TensorShape([.. input.Shape.Dimensions[..dimension], length, .. input.Shape.Dimensions[(dimension + 1)..]]));
    }

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        for (int position = 0; position < _count; position++)
            input.Slice((position * _inputRun) + _start, _run).CopyTo(output.Slice(position * _run, _run));
    }

    public override void Backward(Graph graph)
    {
        if (_input is { RequiresGradient: true, Parameter: null })
            AddGradient(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_input.Parameter is not null)
            AddGradient(graph);
    }

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        for (int position = 0; position < _count; position++)
            Lanes.Put(Output.Gradient.Slice(position * _run, _run), gradient.Slice((position * _inputRun) + _start, _run), accumulate);
    }
}
