using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = the mean of the pixels that a window sees at each place, padding counted as zeros or left out; ∂x = ∂y over the count, summed over the windows that saw it.
/// </summary>
internal sealed class AveragePool : Operation
{
    private readonly Tensor _input;
    private readonly SlidingWindow _window;
    private readonly bool _countsPadding;

    public AveragePool(Tensor input, Extent kernel, Extent stride, Extent padding, bool countsPadding)
        : base(input)
    {
        _input = input;
        _window = PoolWindow.Of(input, kernel, stride, padding, 1);
        _countsPadding = countsPadding;
        MakeOutput(new TensorShape([.. input.Shape.Dimensions[..^2], _window.Places.Height, _window.Places.Width]));
    }

    private int Plane => _window.Image.Height * _window.Image.Width;

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        int target = 0;
        for (int start = 0; start < input.Length; start += Plane)
        {
            for (int row = 0; row < _window.Places.Height; row++)
            {
                for (int column = 0; column < _window.Places.Width; column++, target++)
                {
                    Seen seen = At(row, column);
                    float sum = 0;
                    for (int y = seen.Top; y < seen.Bottom; y++)
                    {
                        foreach (float pixel in input.Slice(start + (y * _window.Image.Width) + seen.Left, seen.Right - seen.Left))
                            sum += pixel;
                    }

                    output[target] = sum / seen.Count;
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

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        ReadOnlySpan<float> slope = Output.Gradient;
        int source = 0;
        for (int start = 0; start < gradient.Length; start += Plane)
        {
            for (int row = 0; row < _window.Places.Height; row++)
            {
                for (int column = 0; column < _window.Places.Width; column++, source++)
                {
                    Seen seen = At(row, column);
                    float share = slope[source] / seen.Count;
                    for (int y = seen.Top; y < seen.Bottom; y++)
                    {
                        foreach (ref float pixel in gradient.Slice(start + (y * _window.Image.Width) + seen.Left, seen.Right - seen.Left))
                            pixel += share;
                    }
                }
            }
        }
    }

    private Seen At(int row, int column)
    {
        int top = (row * _window.Stride.Height) - _window.Padding.Height, left = (column * _window.Stride.Width) - _window.Padding.Width;
        int bottom = top + _window.Kernel.Height, right = left + _window.Kernel.Width;
        int whole = _window.Kernel.Height * _window.Kernel.Width;
        var seen = new Seen(Math.Max(top, 0), Math.Min(bottom, _window.Image.Height), Math.Max(left, 0), Math.Min(right, _window.Image.Width), whole);
        return _countsPadding ? seen : seen with { Count = (seen.Bottom - seen.Top) * (seen.Right - seen.Left) };
    }

    private readonly record struct Seen(int Top, int Bottom, int Left, int Right, int Count);
}
