using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Recurrent layers one on top of the other. Layer k has <c>weight_ih_lk</c> [gates·hidden, in], <c>weight_hh_lk</c> [gates·hidden, hidden], <c>bias_ih_lk</c> and
/// <c>bias_hh_lk</c> [gates·hidden], all uniform in ±1/√hidden at first: PyTorch's names, layout and defaults.
/// </summary>
public abstract class RecurrentModule : Module
{
    private readonly Parameter[][] _layers;

    private protected RecurrentModule(string name, int gates, int inputs, int hidden, SeededGenerator source, int layers, bool bias)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentNullException.ThrowIfNull(source);
        HiddenSize = hidden;
        _layers = new Parameter[layers][];
        for (int layer = 0; layer < layers; layer++)
        {
            var inputWeight = new Parameter($"{name}.weight_ih_l{layer}", new TensorShape(gates * hidden, layer == 0 ? inputs : hidden));
            var hiddenWeight = new Parameter($"{name}.weight_hh_l{layer}", new TensorShape(gates * hidden, hidden));
            _layers[layer] = bias
                ? [inputWeight, hiddenWeight, new Parameter($"{name}.bias_ih_l{layer}", new TensorShape(gates * hidden)), new Parameter($"{name}.bias_hh_l{layer}", new TensorShape(gates * hidden))]
                : [inputWeight, hiddenWeight];
        }

        Parameters = [.. _layers.SelectMany(layer => layer)];
        foreach (Parameter parameter in Parameters)
            Initializers.Uniform(parameter, 1 / Math.Sqrt(hidden), source);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Size of a state.</summary>
    public int HiddenSize { get; }

    /// <summary>Appends the layers to the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[batch, time, in].</param>
    /// <param name="lengths">[batch], 0 to time, made with a bound of time + 1: steps beyond an example's length leave its state unchanged and give zeros. Null: all steps count.</param>
    /// <param name="states">The layers' first states, each [batch, hidden]. Null: zeros.</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public RecurrentResult Forward(Graph graph, Tensor input, IndexTensor? lengths, IReadOnlyList<Tensor>? states = null)
        => Run(graph, input, lengths, states, null);

    /// <summary>Appends the operation of one layer.</summary>
    private protected abstract RecurrentOutput Append(Graph graph, Tensor input, Tensor[] weights, IndexTensor? lengths, Tensor? state, Tensor? cell);

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => Forward(graph, input, null).Outputs;

    private protected RecurrentResult Run(Graph graph, Tensor input, IndexTensor? lengths, IReadOnlyList<Tensor>? states, IReadOnlyList<Tensor>? cells)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(input);
        if ((states?.Count ?? _layers.Length) != _layers.Length || (cells?.Count ?? _layers.Length) != _layers.Length)
            throw new ArgumentException($"'{Name}' has {_layers.Length} layers and takes as many first states; {states?.Count ?? cells?.Count} were given.", nameof(states));
        var outputs = new RecurrentOutput[_layers.Length];
        graph.Enter(Name);
        for (int layer = 0; layer < outputs.Length; layer++)
        {
            outputs[layer] = Append(graph, input, [.. _layers[layer].Select(graph.Use)], lengths, states?[layer], cells?[layer]);
            input = outputs[layer].Outputs;
        }

        graph.Leave();
        return new RecurrentResult(input, [.. outputs.Select(output => output.LastState)], [.. outputs.Select(output => output.LastCell).OfType<Tensor>()]);
    }
}
