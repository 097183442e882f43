using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = max x over the last dimension; ∂x = ∂y at the first of the largest, else 0.</summary>
internal sealed class MaximumOverLast : Operation
{
    private readonly Tensor _input;
    private readonly int _width;
    private readonly int[] _positions;

    public MaximumOverLast(Tensor input, TensorShape shape)
        : base(input)
    {
        _input = input;
        _width = input.Shape.Dimensions.Length == 0 ? 1 : input.Size(-1);
        if (_width == 0)
            throw new ArgumentException($"The input has shape {input.Shape}; there is no largest element in a last dimension of 0.", nameof(input));
        _positions = new int[shape.Length];
        MakeOutput(shape);
    }

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        for (int row = 0; row < output.Length; row++)
        {
            int best = row * _width;
            for (int position = best + 1; position < (row + 1) * _width; position++)
            {
                if (input[position] > input[best] || float.IsNaN(input[position]))
                    best = position;
            }

            _positions[row] = best;
            output[row] = input[best];
        }
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
        ReadOnlySpan<float> slope = Output.Gradient;
        for (int row = 0; row < slope.Length; row++)
            gradient[_positions[row]] += slope[row];
    }
}
