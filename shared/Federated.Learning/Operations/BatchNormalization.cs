using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = γ ⊙ x̂ + β for x [n, channels, …], γ and β [channels] or none. In training each channel is standardised over the batch
/// (<see cref="Normalization"/>), and the running mean and variance move towards the batch's by the momentum (the variance there divided by n − 1); in scoring the
/// running ones are used. With g = γ ⊙ ∂y: ∂x = r·(g − mean g − x̂·mean(g ⊙ x̂)), ∂γ = Σ ∂y ⊙ x̂, ∂β = Σ ∂y over the batch (Ioffe and Szegedy 2015). Every
/// example's output depends on the whole batch, so there is no gradient of one example to clip.
/// </summary>
internal sealed class BatchNormalization : Operation
{
    private readonly Tensor _input;
    private readonly Tensor? _scale;
    private readonly Tensor? _offset;
    private readonly BatchStatistics _running;
    private readonly ChannelLayout _layout;
    private readonly float[] _means;
    private readonly float[] _variances;
    private readonly float[] _factors;
    private readonly float[] _slopes;
    private readonly float[] _products;
    private readonly float[] _a;
    private readonly float[] _b;
    private readonly float[] _c;

    public BatchNormalization(Tensor input, Tensor? scale, Tensor? offset, BatchStatistics running)
        : base([.. new[] { input, scale, offset }.OfType<Tensor>()])
    {
        if (input.Shape.Dimensions.Length < 2)
            throw new ArgumentException($"The input has shape {input.Shape}; [examples, channels, …] is expected.", nameof(input));
        int channels = running.Mean.Values.Length;
        if (input.Size(1) != channels)
            throw new ArgumentException($"The input has shape {input.Shape}; its dimension 1 must be {channels}, the channels of the running mean.", nameof(input));
        if ((scale is null) != (offset is null))
            throw new ArgumentException("A normalisation has both a scale and an offset, or neither.", nameof(offset));
        if (scale is not null && (scale.Length != channels || offset!.Length != channels))
            throw new ArgumentException($"Scale and offset have shapes {scale.Shape} and {offset!.Shape}; [{channels}] is expected, one a channel.", nameof(scale));
        _input = input;
        _scale = scale;
        _offset = offset;
        _running = running;
        _layout = new ChannelLayout(input.Size(0), channels, DimensionIndex.Product(input.Shape, 2, input.Shape.Dimensions.Length));
        _means = new float[channels];
        _variances = new float[channels];
        _factors = new float[channels];
        _slopes = new float[channels];
        _products = new float[channels];
        _a = new float[channels];
        _b = new float[channels];
        _c = new float[channels];
        MakeOutput(input.Shape);
    }

    public override bool KnowsExampleNorms => false;

    public override void Forward(Graph graph)
    {
        if (graph.Training)
        {
            if (_layout.Each < 2)
                throw new InvalidOperationException($"'{Name}' normalises over a batch and was given one value a channel (shape {_input.Shape}) in training; use batches of at least 2 rows.");
            _layout.Moments(_input.Values, _means, _variances);
            _running.Update(_means, _variances, _layout.Each);
        }
        else
        {
            _running.Mean.Values.CopyTo(_means);
            _running.Variance.Values.CopyTo(_variances);
        }

        for (int channel = 0; channel < _means.Length; channel++)
        {
            _factors[channel] = 1 / MathF.Sqrt(_variances[channel] + _running.Epsilon);
            _a[channel] = _factors[channel] * (_scale is null ? 1 : _scale.Values[channel]);
            _b[channel] = _offset is null ? 0 : _offset.Values[channel];
        }

        _layout.Rescale(_input.Values, _means, _a, _b, Output.Values);
    }

    public override void Backward(Graph graph)
    {
        _layout.SlopeSums(_input.Values, Output.Gradient, _means, _factors, _slopes, _products);
        AddGradients(graph, ofParameters: false);
    }

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, ofParameters: true);

    private void AddGradients(Graph graph, bool ofParameters)
    {
        if (_input.RequiresGradient && _input.Parameter is not null == ofParameters)
            AddInputGradient(graph);
        if (_scale is { RequiresGradient: true } && _scale.Parameter is not null == ofParameters)
            PutGradient(graph, _scale, _products);
        if (_offset is { RequiresGradient: true } && _offset.Parameter is not null == ofParameters)
            PutGradient(graph, _offset, _slopes);
    }

    private static void PutGradient(Graph graph, Tensor target, ReadOnlySpan<float> values)
    {
        Span<float> gradient = graph.GradientOf(target, out bool accumulate);
        Lanes.Put(values, gradient, accumulate);
    }

    // Moments of the batch depend on every input of it; running ones on none.
    private void AddInputGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        float batch = graph.Training ? 1 : 0;
        for (int channel = 0; channel < _means.Length; channel++)
        {
            _a[channel] = _factors[channel] * (_scale is null ? 1 : _scale.Values[channel]);
            _b[channel] = batch * -_a[channel] * _factors[channel] * _products[channel] / _layout.Each;
            _c[channel] = batch * -_a[channel] * _slopes[channel] / _layout.Each;
        }

        _layout.PutGradient(_input.Values, Output.Gradient, _means, (_a, _b, _c), gradient, accumulate);
    }
}
