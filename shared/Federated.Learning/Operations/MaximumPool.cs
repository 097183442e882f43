using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = the largest pixel that a window sees at each place; padding counts as −∞. ∂x = ∂y at the first of the largest, summed over the windows that chose it.</summary>
internal sealed class MaximumPool : Operation
{
    private readonly Tensor _input;
    private readonly SlidingWindow _window;
    private readonly int[] _chosen;

    public MaximumPool(Tensor input, Extent kernel, Extent stride, Extent padding, Extent dilation)
        : base(input)
    {
        _input = input;
        _window = PoolWindow.Of(input, kernel, stride, padding, dilation);
        MakeOutput(new TensorShape([.. input.Shape.Dimensions[..^2], _window.Places.Height, _window.Places.Width]));
        _chosen = new int[Output.Length];
    }

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        int plane = _window.Image.Height * _window.Image.Width, target = 0;
        for (int start = 0; start < input.Length; start += plane)
        {
            for (int row = 0; row < _window.Places.Height; row++)
            {
                for (int column = 0; column < _window.Places.Width; column++, target++)
                {
                    int chosen = start + Largest(input.Slice(start, plane), row, column);
                    _chosen[target] = chosen;
                    output[target] = input[chosen];
                }
            }
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

    private int Largest(ReadOnlySpan<float> plane, int row, int column)
    {
        int top = (row * _window.Stride.Height) - _window.Padding.Height, left = (column * _window.Stride.Width) - _window.Padding.Width;
        int width = _window.Image.Width, best = -1;
        for (int tapRow = 0, y = top; tapRow < _window.Kernel.Height; tapRow++, y += _window.Dilation.Height)
        {
            if ((uint)y >= (uint)_window.Image.Height)
                continue;
            for (int tapColumn = 0, x = left; tapColumn < _window.Kernel.Width; tapColumn++, x += _window.Dilation.Width)
            {
                if ((uint)x >= (uint)width)
                    continue;
                int position = (y * width) + x;
                if (best < 0 || plane[position] > plane[best] || float.IsNaN(plane[position]))
                    best = position;
            }
        }

        return best;
    }

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        ReadOnlySpan<float> slope = Output.Gradient;
        for (int index = 0; index < slope.Length; index++)
            gradient[_chosen[index]] += slope[index];
    }
}
