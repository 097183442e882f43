using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = x with its dimensions in another order; ∂x = ∂y in the original order. Trailing dimensions that stay in place move as one run.</summary>
internal sealed class Permutation : Operation
{
    private readonly Tensor _input;
    private readonly int[] _sources;
    private readonly int _run;

    /// <param name="input">Any tensor.</param>
    /// <param name="order">The input's dimension that becomes the output's first, second and so on.</param>
    public Permutation(Tensor input, ReadOnlySpan<int> order)
        : base(input)
    {
        int rank = input.Shape.Dimensions.Length;
        Span<int> dimensions = stackalloc int[TensorShape.MaximumRank], sizes = stackalloc int[TensorShape.MaximumRank];
        if (order.Length != rank)
            throw new ArgumentException($"An order of {order.Length} dimensions was given for shape {input.Shape}, which has {rank}.", nameof(order));
        for (int index = 0; index < rank; index++)
        {
            dimensions[index] = DimensionIndex.Of(order[index], input.Shape);
            if (dimensions[..index].Contains(dimensions[index]))
                throw new ArgumentException($"Dimension {order[index]} stands twice in the order [{string.Join(", ", order.ToArray())}].", nameof(order));
            sizes[index] = input.Size(dimensions[index]);
        }

        int moved = rank;
        while (moved > 0 && dimensions[moved - 1] == moved - 1)
            moved--;
        _input = input;
        _run = DimensionIndex.Product(input.Shape, moved, rank);
        _sources = new int[_run == 0 ? 0 : input.Length / _run];
        MakeOutput(new TensorShape(sizes[..rank]));
        FillSources(dimensions[..moved], sizes[..moved]);
    }

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        if (_run == 1)
        {
            for (int index = 0; index < output.Length; index++)
                output[index] = input[_sources[index]];
            return;
        }

        for (int index = 0; index < _sources.Length; index++)
            input.Slice(_sources[index], _run).CopyTo(output.Slice(index * _run, _run));
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

    private void FillSources(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> sizes)
    {
        for (int target = 0; target < _sources.Length; target++)
        {
            int rest = target, source = 0;
            for (int index = dimensions.Length - 1; index >= 0; index--)
            {
                source += rest % sizes[index] * DimensionIndex.Product(_input.Shape, dimensions[index] + 1, _input.Shape.Dimensions.Length);
                rest /= sizes[index];
            }

            _sources[target] = source;
        }
    }

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        ReadOnlySpan<float> slope = Output.Gradient;
        if (_run == 1)
        {
            for (int index = 0; index < slope.Length; index++)
                gradient[_sources[index]] = accumulate ? gradient[_sources[index]] + slope[index] : slope[index];
            return;
        }

        for (int index = 0; index < _sources.Length; index++)
            Lanes.Put(slope.Slice(index * _run, _run), gradient.Slice(_sources[index], _run), accumulate);
    }
}
