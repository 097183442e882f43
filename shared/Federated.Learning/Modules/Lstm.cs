using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Layers of long short-term memory: [batch, time, in] → [batch, time, hidden]. Gates are in the order i, f, g, o, as in PyTorch.</summary>
public sealed class Lstm : RecurrentModule
{
    /// <inheritdoc cref="Gru(string, int, int, SeededGenerator, int, bool)"/>
    public Lstm(string name, int inputs, int hidden, SeededGenerator source, int layers = 1, bool bias = true)
        : base(name, 4, inputs, hidden, source, layers, bias)
    {
    }

    /// <summary>Appends the layers to the graph, with first states and cells.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[batch, time, in].</param>
    /// <param name="lengths">[batch], 0 to time; null: all steps count.</param>
    /// <param name="states">The layers' first states, each [batch, hidden].</param>
    /// <param name="cells">The layers' first cells, each [batch, hidden].</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public RecurrentResult Forward(Graph graph, Tensor input, IndexTensor? lengths, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> cells)
        => Run(graph, input, lengths, states, cells);

    private protected override RecurrentOutput Append(Graph graph, Tensor input, Tensor[] weights, IndexTensor? lengths, Tensor? state, Tensor? cell)
        => graph.Lstm(input, weights[0], weights[1], weights.ElementAtOrDefault(2), weights.ElementAtOrDefault(3), lengths, state, cell);
}
