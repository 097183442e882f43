using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Self-attention and two affine maps, each added to what it reads (Vaswani et al. 2017, section 3.1): [batch, time, width] → [batch, time, width]. Parameters
/// are named and initialised as PyTorch's: <c>self_attn</c>'s, <c>linear1</c>, <c>linear2</c>, <c>norm1</c>, <c>norm2</c>.
/// </summary>
public sealed class TransformerEncoderLayer : Module
{
    private readonly TransformerEncoderLayerOptions _options;
    private readonly MultiHeadAttention _attention;
    private readonly Linear _widen;
    private readonly Linear _narrow;
    private readonly LayerNorm _firstNorm;
    private readonly LayerNorm _secondNorm;
    private readonly SeededGenerator _dropoutSource;

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameters' names.</param>
    /// <param name="options">Sizes and variants.</param>
    /// <param name="source">Of the initial values, and of the seed of what is dropped.</param>
    /// <exception cref="ArgumentException">A size or the dropout is out of its range.</exception>
    public TransformerEncoderLayer(string name, TransformerEncoderLayerOptions options, SeededGenerator source)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        _options = options;
        _attention = new MultiHeadAttention($"{name}.self_attn", options.Width, options.Heads, source, options.Dropout);
        _widen = new Linear($"{name}.linear1", options.Width, options.FeedForwardSize, source, activation: options.Gelu ? Activation.None : Activation.Relu);
        _narrow = new Linear($"{name}.linear2", options.FeedForwardSize, options.Width, source);
        _firstNorm = new LayerNorm($"{name}.norm1", new TensorShape(options.Width), options.Epsilon);
        _secondNorm = new LayerNorm($"{name}.norm2", new TensorShape(options.Width), options.Epsilon);
        _dropoutSource = new SeededGenerator(source.NextBits());
        Parameters = [.. _attention.Parameters, .. _widen.Parameters, .. _narrow.Parameters, .. _firstNorm.Parameters, .. _secondNorm.Parameters];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Appends the layer's operations to the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[batch, time, width].</param>
    /// <param name="lengths">[batch], 0 to time, made with a bound of time + 1: steps beyond an example's length are not seen. Null: all are.</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public Tensor Forward(Graph graph, Tensor input, IndexTensor? lengths)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(input);
        graph.Enter(Name);
        try
        {
            if (_options.NormFirst)
            {
                input = graph.Add(input, Attend(graph, _firstNorm.Forward(graph, input), lengths));
                return graph.Add(input, FeedForward(graph, _secondNorm.Forward(graph, input)));
            }

            input = _firstNorm.Forward(graph, graph.Add(input, Attend(graph, input, lengths)));
            return _secondNorm.Forward(graph, graph.Add(input, FeedForward(graph, input)));
        }
        finally
        {
            graph.Leave();
        }
    }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => Forward(graph, input, null);

    private Tensor Attend(Graph graph, Tensor input, IndexTensor? lengths) => Drop(graph, _attention.Forward(graph, input, _options.Causal, lengths));

    private Tensor FeedForward(Graph graph, Tensor input)
    {
        Tensor hidden = _widen.Forward(graph, input);
        if (_options.Gelu)
            hidden = graph.Gelu(hidden);
        return Drop(graph, _narrow.Forward(graph, Drop(graph, hidden)));
    }

    private Tensor Drop(Graph graph, Tensor input) => _options.Dropout > 0 ? graph.Dropout(input, _options.Dropout, _dropoutSource) : input;
}
