using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
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

    /// <summary>softmax(q·kᵀ/√size + mask)·v for every example and head.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="query">q, [batch, queries, width]; head i is columns i·size to (i+1)·size − 1.</param>
    /// <param name="key">k, [batch, keys, width].</param>
    /// <param name="value">v, [batch, keys, width].</param>
    /// <param name="heads">Divides the width. Default 1.</param>
    /// <param name="causal">Whether query i sees keys 0 to i only. Default false.</param>
    /// <param name="lengths">[batch], 0 to keys: keys beyond an example's length are not seen; with none, the result is zero. Null: all are.</param>
    /// <param name="dropout">Share of the weights that are dropped in training, 0 (default) to below 1.</param>
    /// <param name="dropoutSource">Decides what is dropped.</param>
    /// <returns>[batch, queries, width].</returns>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public static Tensor Attention(this Graph graph, Tensor query, Tensor key, Tensor value, int heads = 1, bool causal = false, IndexTensor? lengths = null,
        float dropout = 0, SeededGenerator? dropoutSource = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        AttentionInputs.CheckRank("queries", query);
        AttentionInputs.CheckRank("keys", key);
        AttentionInputs.CheckRank("values", value);
        int width = query.Size(2);
        if (key.Size(2) != width || value.Size(2) != width)
            throw new ArgumentException($"Queries of shape {query.Shape}, keys of {key.Shape} and values of {value.Shape} need the same last dimension, the width.");
        return graph.Append(new Attention(new AttentionInputs(query, key, value, width, heads)
        {
            Causal = causal,
            Lengths = lengths,
            Dropout = dropout,
            DropoutSource = dropoutSource,
        }.Check()));
    }

    /// <summary>Attention among the steps of one sequence, its queries, keys and values side by side: projected [batch, time, 3·width] → [batch, time, width].</summary>
    /// <inheritdoc cref="Attention"/>
    public static Tensor SelfAttention(this Graph graph, Tensor projected, int heads = 1, bool causal = false, IndexTensor? lengths = null,
        float dropout = 0, SeededGenerator? dropoutSource = null)
    {
        ArgumentNullException.ThrowIfNull(projected);
        AttentionInputs.CheckRank("projections", projected);
        if (projected.Size(2) % 3 != 0)
            throw new ArgumentException($"The projections have shape {projected.Shape}; the last dimension is queries, keys and values side by side, hence a multiple of 3.", nameof(projected));
        int width = projected.Size(2) / 3;
        return graph.Append(new Attention(new AttentionInputs(projected, projected, projected, width, heads)
        {
            KeyColumn = width,
            ValueColumn = 2 * width,
            Causal = causal,
            Lengths = lengths,
            Dropout = dropout,
            DropoutSource = dropoutSource,
        }.Check()));
    }

    /// <summary>softmax over the last dimension.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[rows..., width].</param>
    /// <param name="lengths">One a row, 0 to width: how many of a row's values count; the others get 0. Null: all.</param>
    public static Tensor Softmax(this Graph graph, Tensor input, IndexTensor? lengths = null) => graph.Append(new Softmax(input, lengths, logarithm: false));

    /// <summary>ln softmax over the last dimension.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">[rows..., width].</param>
    /// <param name="lengths">One a row, 0 to width: how many of a row's values count; the others get −10³⁰, the logarithm of nothing made finite. Null: all.</param>
    public static Tensor LogSoftmax(this Graph graph, Tensor input, IndexTensor? lengths = null) => graph.Append(new Softmax(input, lengths, logarithm: true));

    /// <summary>A product for each item of a batch: left [..., m, k] times right [..., k, n], or [..., n, k] when it is to be transposed; [..., m, n].</summary>
    public static Tensor BatchedProduct(this Graph graph, Tensor left, Tensor right, bool transposeRight = false)
        => graph.Append(new BatchedProduct(left, right, transposeRight));

    /// <summary>xᵢ·W[cᵢⱼ]: the scores of each step's own candidates, as in sampled softmax; read from the table in place.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">x, [..., width].</param>
    /// <param name="table">W, [rows, width].</param>
    /// <param name="candidates">c, [..., candidates], each below the table's rows.</param>
    /// <returns>[..., candidates].</returns>
    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public static Tensor SampledScores(this Graph graph, Tensor input, Tensor table, IndexTensor candidates)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Append(new SampledScores(input, table, candidates, graph.Workers.Threads));
    }

    private static RecurrentOutput AppendLayer(this Graph graph, RecurrentOperation layer)
        => new(graph.Append(layer), graph.Append(new RecurrentLast(layer, layer.LastState, layer.StateGradient)));
}
