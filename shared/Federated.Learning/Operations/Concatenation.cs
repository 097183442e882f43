using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = the inputs side by side along one dimension; each input's gradient is its part of ∂y.</summary>
internal sealed class Concatenation : Operation
{
    private readonly int[] _runs;
    private readonly int _outputRun;
    private readonly int _count;

    public Concatenation(IReadOnlyList<Tensor> inputs, int dimension)
        : base([.. inputs])
    {
        if (inputs.Count == 0)
            throw new ArgumentException("There is nothing to concatenate.", nameof(inputs));
        TensorShape first = inputs[0].Shape;
        dimension = DimensionIndex.Of(dimension, first);
        int size = 0;
        foreach (Tensor input in inputs)
        {
            for (int index = 0; index < first.Dimensions.Length; index++)
            {
                if (input.Shape.Dimensions.Length != first.Dimensions.Length || (index != dimension && input.Size(index) != first.Dimensions[index]))
                    throw new ArgumentException($"Tensors of shape {first} and {input.Shape} cannot be concatenated along dimension {dimension}: all others must agree.", nameof(inputs));
            }

            size += input.Size(dimension);
        }

        _count = DimensionIndex.Product(first, 0, dimension);
        int inner = DimensionIndex.Product(first, dimension + 1, first.Dimensions.Length);
        _runs = [.. inputs.Select(input => input.Size(dimension) * inner)];
        _outputRun = size * inner;
        MakeOutput(new TensorShape([.. first.Dimensions[..dimension], size, .. first.Dimensions[(dimension + 1)..]]));
    }

    public override void Forward(Graph graph)
    {
        int start = 0;
        for (int index = 0; index < _runs.Length; index++)
        {
            ReadOnlySpan<float> input = Inputs[index].Values;
            int run = _runs[index];
            for (int position = 0; position < _count; position++)
                input.Slice(position * run, run).CopyTo(Output.Values.Slice((position * _outputRun) + start, run));
            start += run;
        }
    }

    public override void Backward(Graph graph) => AddGradients(graph, ofParameters: false);

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, ofParameters: true);

    private void AddGradients(Graph graph, bool ofParameters)
    {
        int start = 0;
        for (int index = 0; index < _runs.Length; index++)
        {
            Tensor input = Inputs[index];
            int run = _runs[index];
            if (input.RequiresGradient && input.Parameter is not null == ofParameters)
            {
                Span<float> gradient = graph.GradientOf(input, out bool accumulate);
                for (int position = 0; position < _count; position++)
                {
                    ReadOnlySpan<float> slope = Output.Gradient.Slice((position * _outputRun) + start, run);
                    Lanes.Put(slope, gradient.Slice(position * run, run), accumulate);
                }
            }

            start += run;
        }
    }
}
