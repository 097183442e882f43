using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Cross-correlation of images x [n, in, height, width] with windows W [out, in/groups, kernel height, kernel width], b [out] or none, y [n, out, places].
/// With X the matrix of columns of one image (<see cref="ImageColumns"/>) and W as a matrix [out, in/groups·taps]: y = W·X + b, ∂X = Wᵀ·∂y folded back to ∂x,
/// ∂W = Σ ∂y·Xᵀ, ∂b = Σ ∂y over images and places. In groups, each share of the output channels sees its own share of the input channels. Norm of an
/// example: its own ∂W is formed, measured and overwritten by the next one's.
/// </summary>
internal sealed class Convolution : Operation
{
    private readonly Tensor _input;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly int _places;
    private readonly ConvolutionWork _work;

    public Convolution(Tensor input, Tensor weight, Tensor? bias, Extent stride, Extent padding, Extent dilation, int groups)
        : base(bias is null ? [input, weight] : [input, weight, bias])
    {
        if (input.Shape.Dimensions.Length != 4)
            throw new ArgumentException($"The input of a convolution has shape {input.Shape}; [examples, channels, height, width] is expected.", nameof(input));
        if (weight.Shape.Dimensions.Length != 4)
            throw new ArgumentException($"The weight of a convolution has shape {weight.Shape}; [outputs, inputs/groups, kernel height, kernel width] is expected.", nameof(weight));
        int channels = input.Size(1), outputs = weight.Size(0);
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0)
            throw new ArgumentOutOfRangeException(nameof(groups), groups, $"The groups must divide the {channels} input channels and the {outputs} output channels.");
        if (weight.Size(1) * groups != channels)
            throw new ArgumentException($"The weight has shape {weight.Shape}; its dimension 1 must be {channels / groups}: {channels} input channels in {groups} groups.", nameof(weight));
        if (bias is not null && (bias.Shape.Dimensions.Length != 1 || bias.Length != outputs))
            throw new ArgumentException($"The bias has shape {bias.Shape}; [{outputs}] is expected.", nameof(bias));
        var window = new SlidingWindow(new Extent(input.Size(2), input.Size(3)), new Extent(weight.Size(2), weight.Size(3)), stride, padding, dilation);
        _input = input;
        _weight = weight;
        _bias = bias;
        _places = window.Places.Height * window.Places.Width;
        MakeOutput(new TensorShape(input.Size(0), outputs, window.Places.Height, window.Places.Width));
        _work = new ConvolutionWork(input, weight, bias, Output, window, groups);
    }

    public override bool KnowsExampleNorms => _input.Parameter is null && _weight.Parameter is not null && _bias is null or { Parameter: not null };

    public override void Forward(Graph graph) => _work.Forward(graph.Workers);

    public override void Backward(Graph graph) => AddGradients(graph, ofParameters: false);

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, ofParameters: true);

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares) => _work.AddSquaredExampleNorms(graph.Workers, squares);

    private static bool IsWanted(Tensor? tensor, bool ofParameters) => tensor is { RequiresGradient: true } && tensor.Parameter is not null == ofParameters;

    private void AddGradients(Graph graph, bool ofParameters)
    {
        if (IsWanted(_input, ofParameters))
        {
            graph.GradientOf(_input, out bool accumulate);
            _work.AddInputGradient(graph.Workers, accumulate);
        }

        if (IsWanted(_weight, ofParameters))
        {
            graph.GradientOf(_weight, out bool accumulate);
            _work.AddWeightGradient(graph.Workers, accumulate);
        }

        if (IsWanted(_bias, ofParameters))
            AddBiasGradient(graph);
    }

    private void AddBiasGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_bias!, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        ReadOnlySpan<float> slope = Output.Gradient;
        for (int start = 0, channel = 0; start < slope.Length; start += _places, channel = channel + 1 == gradient.Length ? 0 : channel + 1)
            gradient[channel] += Lanes.Sum(slope.Slice(start, _places));
    }
}
