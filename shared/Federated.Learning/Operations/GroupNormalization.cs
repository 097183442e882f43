using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = γ ⊙ x̂ + β for x [n, channels, …]: the channels of one example are standardised in groups of neighbours (<see cref="Normalization"/>), γ and β [channels].
/// With g = γ ⊙ ∂y: ∂x = r·(g − mean g − x̂·mean(g ⊙ x̂)) over the group, ∂γ = Σ ∂y ⊙ x̂, ∂β = Σ ∂y (Wu and He 2018). Norm of an example: over its own sums.
/// </summary>
internal sealed class GroupNormalization : Operation
{
    private readonly Tensor _input;
    private readonly Tensor _scale;
    private readonly Tensor _offset;
    private readonly int _groups;
    private readonly int _plane;
    private readonly float _epsilon;
    private readonly float[] _means;
    private readonly float[] _factors;
    private readonly float[] _slopes;
    private readonly float[] _products;
    private readonly float[] _exampleSlopes;
    private readonly float[] _exampleProducts;

    public GroupNormalization(Tensor input, Tensor scale, Tensor offset, int groups, float epsilon)
        : base(input, scale, offset)
    {
        if (input.Shape.Dimensions.Length < 2)
            throw new ArgumentException($"The input has shape {input.Shape}; [examples, channels, …] is expected.", nameof(input));
        int channels = input.Size(1);
        if (groups < 1 || channels % groups != 0)
            throw new ArgumentOutOfRangeException(nameof(groups), groups, $"The groups must divide the {channels} channels.");
        if (scale.Length != channels || offset.Length != channels)
            throw new ArgumentException($"Scale and offset have shapes {scale.Shape} and {offset.Shape}; [{channels}] is expected, one a channel.", nameof(scale));
        NormalizationCheck.Epsilon(epsilon);
        _input = input;
        _scale = scale;
        _offset = offset;
        _groups = groups;
        _epsilon = epsilon;
        _plane = DimensionIndex.Product(input.Shape, 2, input.Shape.Dimensions.Length);
        _means = new float[input.Size(0) * groups];
        _factors = new float[_means.Length];
        _slopes = new float[input.Size(0) * channels];
        _products = new float[_slopes.Length];
        _exampleSlopes = new float[channels];
        _exampleProducts = new float[channels];
        MakeOutput(input.Shape);
    }

    public override bool KnowsExampleNorms => _input.Parameter is null && _scale.Parameter is not null && _offset.Parameter is not null;

    private int Channels => _scale.Length;

    private int GroupChannels => Channels / _groups;

    public override void Forward(Graph graph)
    {
        int run = GroupChannels * _plane;
        for (int group = 0; group < _means.Length; group++)
        {
            ReadOnlySpan<float> values = _input.Values.Slice(group * run, run);
            Span<float> result = Output.Values.Slice(group * run, run);
            (float mean, float variance) = Normalization.Moments(values);
            _means[group] = mean;
            float factor = _factors[group] = 1 / MathF.Sqrt(variance + _epsilon);
            int first = group % _groups * GroupChannels;
            for (int channel = 0; channel < GroupChannels; channel++)
            {
                Normalization.Rescale(
                    values.Slice(channel * _plane, _plane), mean, factor * _scale.Values[first + channel], _offset.Values[first + channel], result.Slice(channel * _plane, _plane));
            }
        }
    }

    public override void Backward(Graph graph)
    {
        for (int plane = 0; plane < _slopes.Length; plane++)
        {
            int group = plane / GroupChannels, start = plane * _plane;
            (_slopes[plane], _products[plane]) = Normalization.SlopeSums(_input.Values.Slice(start, _plane), Output.Gradient.Slice(start, _plane), _means[group], _factors[group]);
        }

        AddGradients(graph, ofParameters: false);
    }

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, ofParameters: true);

    public override void ScaleExamples(ReadOnlySpan<float> factors)
    {
        ScaleParts(_slopes, factors);
        ScaleParts(_products, factors);
    }

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
        int part = _slopes.Length / squares.Length;
        for (int example = 0; example < squares.Length; example++)
        {
            SumOver(_slopes.AsSpan(example * part, part), _exampleSlopes);
            SumOver(_products.AsSpan(example * part, part), _exampleProducts);
            squares[example] += (float)Reduction.SumOfSquares(_exampleSlopes) + (float)Reduction.SumOfSquares(_exampleProducts);
        }
    }

    private static void SumOver(ReadOnlySpan<float> parts, Span<float> sums)
    {
        sums.Clear();
        AddOver(parts, sums);
    }

    private static void AddOver(ReadOnlySpan<float> parts, Span<float> sums)
    {
        for (int start = 0; start < parts.Length; start += sums.Length)
            TensorPrimitives.Add(sums, parts.Slice(start, sums.Length), sums);
    }

    private void AddGradients(Graph graph, bool ofParameters)
    {
        if (_input.RequiresGradient && _input.Parameter is not null == ofParameters)
            AddInputGradient(graph);
        if (_scale.RequiresGradient && _scale.Parameter is not null == ofParameters)
            AddSums(graph, _scale, _products);
        if (_offset.RequiresGradient && _offset.Parameter is not null == ofParameters)
            AddSums(graph, _offset, _slopes);
    }

    private static void AddSums(Graph graph, Tensor target, ReadOnlySpan<float> parts)
    {
        Span<float> gradient = graph.GradientOf(target, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        AddOver(parts, gradient);
    }

    private void AddInputGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        ReadOnlySpan<float> values = _input.Values, slopes = Output.Gradient, scale = _scale.Values;
        float size = GroupChannels * _plane;
        for (int group = 0; group < _means.Length; group++)
        {
            int firstPlane = group * GroupChannels, firstChannel = group % _groups * GroupChannels;
            float factor = _factors[group], sum = 0, products = 0;
            for (int channel = 0; channel < GroupChannels; channel++)
            {
                sum += scale[firstChannel + channel] * _slopes[firstPlane + channel];
                products += scale[firstChannel + channel] * _products[firstPlane + channel];
            }

            for (int channel = 0; channel < GroupChannels; channel++)
            {
                int start = (firstPlane + channel) * _plane;
                (float, float, float) factors = (factor * scale[firstChannel + channel], -factor * factor * products / size, -factor * sum / size);
                Normalization.PutGradient(values.Slice(start, _plane), slopes.Slice(start, _plane), _means[group], factors, gradient.Slice(start, _plane), accumulate);
            }
        }
    }
}
