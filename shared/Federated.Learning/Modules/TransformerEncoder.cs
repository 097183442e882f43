using Federated.Learning.Autograd;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Encoder layers one after the other, and a normalisation of the last one's output if wanted: <c>layers.i</c> and <c>norm</c>, as PyTorch names them.
/// </summary>
public sealed class TransformerEncoder : Module
{
    private readonly TransformerEncoderLayer[] _layers;
    private readonly LayerNorm? _norm;

    /// <summary>Layers with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameters' names.</param>
    /// <param name="options">Sizes and variants of each layer.</param>
    /// <param name="layers">At least 1.</param>
    /// <param name="source">Of the initial values, and of the seeds of what is dropped.</param>
    /// <param name="finalNorm">Whether the last layer's output is normalised; wanted with <see cref="TransformerEncoderLayerOptions.NormFirst"/>.</param>
    public TransformerEncoder(string name, TransformerEncoderLayerOptions options, int layers, SeededGenerator source, bool finalNorm)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        _layers = [.. Enumerable.Range(0, layers).Select(layer => new TransformerEncoderLayer($"{name}.layers.{layer}", options, source))];
        _norm = finalNorm ? new LayerNorm($"{name}.norm", new TensorShape(options.Width), options.Epsilon) : null;
        Parameters = [.. _layers.SelectMany(layer => layer.Parameters), .. _norm?.Parameters ?? []];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Appends the layers to the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[batch, time, width].</param>
    /// <param name="lengths">[batch], 0 to time, made with a bound of time + 1: steps beyond an example's length are not seen. Null: all are.</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public Tensor Forward(Graph graph, Tensor input, IndexTensor? lengths)
    {
        ArgumentNullException.ThrowIfNull(graph);
        foreach (TransformerEncoderLayer layer in _layers)
            input = layer.Forward(graph, input, lengths);
        return _norm is null ? input : _norm.Forward(graph, input);
    }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => Forward(graph, input, null);
}
