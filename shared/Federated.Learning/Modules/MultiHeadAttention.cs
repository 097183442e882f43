using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Self-attention of several heads with its projections (Vaswani et al. 2017, section 3.2.2): [batch, time, width] → [batch, time, width]. Parameters, as
/// PyTorch's: <c>in_proj_weight</c> [3·width, width] for queries, keys and values (uniform in ±√(6/(4·width))), <c>in_proj_bias</c> [3·width] (zeros),
/// <c>out_proj.weight</c> [width, width] (uniform in ±1/√width) and <c>out_proj.bias</c> [width] (zeros).
/// </summary>
public sealed class MultiHeadAttention : Module
{
    private readonly Parameter _inputWeight;
    private readonly Parameter _inputBias;
    private readonly Parameter _outputWeight;
    private readonly Parameter _outputBias;
    private readonly int _heads;
    private readonly float _dropout;
    private readonly SeededGenerator _dropoutSource;

    /// <summary>A module with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameters' names.</param>
    /// <param name="width">Size of the input's last dimension.</param>
    /// <param name="heads">Divides the width.</param>
    /// <param name="source">Of the initial values, and of the seed of what is dropped.</param>
    /// <param name="dropout">Share of the attention weights that are dropped in training, 0 (default) to below 1.</param>
    public MultiHeadAttention(string name, int width, int heads, SeededGenerator source, float dropout = 0)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentNullException.ThrowIfNull(source);
        if (width % heads != 0)
            throw new ArgumentException($"{heads} heads cannot share a width of {width} evenly; choose a number that divides it.", nameof(heads));
        if (!(dropout >= 0 && dropout < 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "A dropout probability is 0 or more and below 1.");
        _inputWeight = new Parameter($"{name}.in_proj_weight", new TensorShape(3 * width, width));
        _inputBias = new Parameter($"{name}.in_proj_bias", new TensorShape(3 * width));
        _outputWeight = new Parameter($"{name}.out_proj.weight", new TensorShape(width, width));
        _outputBias = new Parameter($"{name}.out_proj.bias", new TensorShape(width));
        _heads = heads;
        _dropout = dropout;
        Initializers.Uniform(_inputWeight, Math.Sqrt(6.0 / (4 * width)), source);
        Initializers.Uniform(_outputWeight, 1 / Math.Sqrt(width), source);
        _dropoutSource = new SeededGenerator(source.NextBits());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [_inputWeight, _inputBias, _outputWeight, _outputBias];

    /// <summary>Appends the module's operations to the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[batch, time, width].</param>
    /// <param name="causal">Whether a step sees only itself and those before it.</param>
    /// <param name="lengths">[batch], 0 to time, made with a bound of time + 1: steps beyond an example's length are not seen. Null: all are.</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public Tensor Forward(Graph graph, Tensor input, bool causal, IndexTensor? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(input);
        graph.Enter(Name);
        try
        {
            Tensor projected = graph.Affine(input, graph.Use(_inputWeight), graph.Use(_inputBias));
            Tensor attended = graph.SelfAttention(projected, _heads, causal, lengths, _dropout, _dropoutSource);
            return graph.Affine(attended, graph.Use(_outputWeight), graph.Use(_outputBias));
        }
        finally
        {
            graph.Leave();
        }
    }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => Forward(graph, input, causal: false);
}
