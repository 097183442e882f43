using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends operations on sequences to a graph. <see cref="OperationTable"/> states each one's value, local gradient, shapes and source.</summary>
public static class SequenceOperations
{
    /// <summary>A simple recurrent layer, h′ = φ(x·Wᵀ + b + h·Uᵀ + b′).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">x, [batch, time, in].</param>
    /// <param name="inputWeight">W, [hidden, in].</param>
    /// <param name="hiddenWeight">U, [hidden, hidden].</param>
    /// <param name="inputBias">b, [hidden], or null.</param>
    /// <param name="hiddenBias">b′, [hidden], or null.</param>
    /// <param name="activation">φ: the hyperbolic tangent (default) or the rectifier.</param>
    /// <param name="lengths">[batch], 0 to time: the steps of each example. Null: all.</param>
    /// <param name="state">[batch, hidden], h before the first step. Null: zeros.</param>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public static RecurrentOutput Rnn(this Graph graph, Tensor input, Tensor inputWeight, Tensor hiddenWeight, Tensor? inputBias, Tensor? hiddenBias,
        Activation activation = Activation.Tanh, IndexTensor? lengths = null, Tensor? state = null)
        => graph.AppendLayer(new RnnLayer(new RecurrentInputs(input, inputWeight, hiddenWeight, inputBias, hiddenBias) { Lengths = lengths, State = state }.Check(gates: 1), activation));

    /// <summary>A layer of gated recurrent units; weights [3·hidden, in] and [3·hidden, hidden], biases [3·hidden], in the order r, z, n.</summary>
    /// <inheritdoc cref="Rnn"/>
    public static RecurrentOutput Gru(this Graph graph, Tensor input, Tensor inputWeight, Tensor hiddenWeight, Tensor? inputBias, Tensor? hiddenBias,
        IndexTensor? lengths = null, Tensor? state = null)
        => graph.AppendLayer(new GruLayer(new RecurrentInputs(input, inputWeight, hiddenWeight, inputBias, hiddenBias) { Lengths = lengths, State = state }.Check(gates: 3)));

    /// <summary>A layer of long short-term memory; weights [4·hidden, in] and [4·hidden, hidden], biases [4·hidden], in the order i, f, g, o; cell: [batch, hidden], c before the first step.</summary>
    /// <inheritdoc cref="Rnn"/>
    public static RecurrentOutput Lstm(this Graph graph, Tensor input, Tensor inputWeight, Tensor hiddenWeight, Tensor? inputBias, Tensor? hiddenBias,
        IndexTensor? lengths = null, Tensor? state = null, Tensor? cell = null)
    {
        var layer = new LstmLayer(new RecurrentInputs(input, inputWeight, hiddenWeight, inputBias, hiddenBias) { Lengths = lengths, State = state, Cell = cell }.Check(gates: 4));
        RecurrentOutput output = graph.AppendLayer(layer);
        return output with { LastCell = graph.Append(new RecurrentLast(layer, layer.LastCell, layer.CellGradient)) };
    }

    private static RecurrentOutput AppendLayer(this Graph graph, RecurrentOperation layer)
        => new(graph.Append(layer), graph.Append(new RecurrentLast(layer, layer.LastState, layer.StateGradient)));
}
