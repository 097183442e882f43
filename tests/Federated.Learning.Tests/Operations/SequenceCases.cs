using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

internal sealed class SequenceCases : IOperationCases
{
    public IEnumerable<OperationCase> Cases =>
    [
        new("Rnn", "tangent, no bias", test => test.Graph.Rnn(test.Input(2, 3, 4), test.Parameter(5, 4), test.Parameter(5, 5), null, null).Outputs),
        new("Rnn", "lengths, first and last states", test => Rnn(test)),
        new("Gru", "no bias", test => test.Graph.Gru(test.Input(2, 3, 4), test.Parameter(9, 4), test.Parameter(9, 3), null, null).Outputs),
        new("Gru", "more units than lanes, lengths, first and last states", test => Gru(test, 17)),
        new("Lstm", "no bias", test => test.Graph.Lstm(test.Input(2, 3, 4), test.Parameter(12, 4), test.Parameter(12, 3), null, null).Outputs),
        new("Lstm", "lengths, first and last states and cells", test => Lstm(test, 3)),
        new("Attention", "two heads, other numbers of queries and keys", test => test.Graph.Attention(test.Input(2, 3, 4), test.Input(2, 5, 4), test.Input(2, 5, 4), heads: 2)),
        new("Attention", "lengths, one of them zero", test => test.Graph.Attention(
            test.Input(3, 2, 3), test.Input(3, 4, 3), test.Input(3, 4, 3), lengths: test.Indices("l", 5, [4, 0, 2], 3))),
        new("SelfAttention", "causal, lengths, more steps than a block", test => test.Graph.SelfAttention(
            test.Input(1, 34, 6), causal: true, lengths: test.Indices("l", 35, [33], 1))),
        new("SelfAttention", "dropout", test => test.Graph.SelfAttention(test.Input(2, 5, 12), heads: 2, dropout: 0.4f, dropoutSource: new SeededGenerator(4))),
        new("Softmax", "rows wider than lanes", test => test.Graph.Softmax(test.Input(3, 18))),
        new("Softmax", "lengths", test => test.Graph.Softmax(test.Input(3, 5), test.Indices("l", 6, [5, 0, 2], 3))),
        new("LogSoftmax", "of a parameter", test => test.Graph.LogSoftmax(test.Parameter(2, 7))),
        new("BatchedProduct", "two leading dimensions", test => test.Graph.BatchedProduct(test.Input(2, 2, 3, 4), test.Input(2, 2, 4, 2))),
        new("BatchedProduct", "transposed, by a parameter", test => test.Graph.BatchedProduct(test.Input(3, 2, 4), test.Parameter(3, 5, 4), transposeRight: true)),
        new("SampledScores", "repeated candidates", test => test.Graph.SampledScores(test.Input(2, 2, 17), test.Parameter(5, 17), test.Indices("c", 5, [0, 4, 4, 1, 1, 1, 2, 0], 2, 2, 2))),
        new("SampledScores", "a table that keeps its touched rows", test => test.Graph.SampledScores(test.Input(3, 2), test.Table(4, 2), test.Indices("c", 4, [3, 1, 0, 0, 2, 1], 3, 2))),
    ];

    private static Tensor Rnn(CaseGraph test)
        => Sum(test, test.Graph.Rnn(test.Input(3, 3, 2), test.Parameter(4, 2), test.Parameter(4, 4), test.Parameter(4), test.Parameter(4), Activation.Tanh, test.Indices("l", 4, [2, 0, 3], 3), test.Input(3, 4)));

    private static Tensor Gru(CaseGraph test, int size)
        => Sum(test, test.Graph.Gru(
            test.Input(3, 3, 2), test.Parameter(3 * size, 2), test.Parameter(3 * size, size), test.Parameter(3 * size), test.Parameter(3 * size), test.Indices("l", 4, [2, 0, 3], 3), test.Input(3, size)));

    private static Tensor Lstm(CaseGraph test, int size)
        => Sum(test, test.Graph.Lstm(
            test.Input(3, 3, 2), test.Parameter(4 * size, 2), test.Parameter(4 * size, size), test.Parameter(4 * size), test.Parameter(4 * size), test.Indices("l", 4, [2, 0, 3], 3), test.Input(3, size), test.Parameter(3, size)));

    private static Tensor Sum(CaseGraph test, RecurrentOutput output)
    {
        Tensor sum = output.Outputs;
        foreach (Tensor? last in new[] { output.LastState, output.LastCell })
        {
            if (last is not null)
                sum = test.Graph.Add(sum, test.Graph.Reshape(last, new TensorShape(last.Shape.Dimensions[0], 1, last.Shape.Dimensions[1])));
        }

        return sum;
    }
}
