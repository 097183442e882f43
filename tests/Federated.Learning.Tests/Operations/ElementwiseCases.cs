using Federated.Learning.Autograd;
using Federated.Learning.Losses;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

internal sealed class ElementwiseCases : IOperationCases
{
    private static readonly (string Name, Func<Graph, Tensor, Tensor, Tensor> Append)[] Binaries =
    [
        ("Add", (graph, a, b) => graph.Add(a, b)),
        ("Subtract", (graph, a, b) => graph.Subtract(a, b)),
        ("Multiply", (graph, a, b) => graph.Multiply(a, b)),
        ("Divide", (graph, a, b) => graph.Divide(a, b)),
        ("Maximum", (graph, a, b) => graph.Maximum(a, b)),
        ("Minimum", (graph, a, b) => graph.Minimum(a, b)),
    ];

    private static readonly (string Name, Func<Graph, Tensor, Tensor> Append, bool Positive)[] Unaries =
    [
        ("Relu", (graph, x) => graph.Relu(x), false),
        ("Square", (graph, x) => graph.Square(x), false),
        ("Negate", (graph, x) => graph.Negate(x), false),
        ("Absolute", (graph, x) => graph.Absolute(x), false),
        ("SquareRoot", (graph, x) => graph.SquareRoot(x), true),
        ("Exp", (graph, x) => graph.Exp(x), false),
        ("Log", (graph, x) => graph.Log(x), true),
        ("Power", (graph, x) => graph.Power(x, 2.5f), true),
        ("Power", (graph, x) => graph.Power(x, -1.5f), true),
        ("Clamp", (graph, x) => graph.Clamp(x, -0.6f, 0.8f), false),
        ("Clamp", (graph, x) => graph.Clamp(x, high: 0.4f), false),
        ("Sigmoid", (graph, x) => graph.Sigmoid(x), false),
        ("Tanh", (graph, x) => graph.Tanh(x), false),
        ("Softplus", (graph, x) => graph.Softplus(x), false),
        ("Softplus", (graph, x) => graph.Softplus(x, beta: 2, threshold: 1.6f), false),
        ("LeakyRelu", (graph, x) => graph.LeakyRelu(x), false),
        ("LeakyRelu", (graph, x) => graph.LeakyRelu(x, 0.3f), false),
        ("Elu", (graph, x) => graph.Elu(x), false),
        ("Elu", (graph, x) => graph.Elu(x, 0.7f), false),
        ("Gelu", (graph, x) => graph.Gelu(x), false),
        ("Silu", (graph, x) => graph.Silu(x), false),
    ];

    public IEnumerable<OperationCase> Cases =>
    [
        .. Binaries.SelectMany(binary => OfBinary(binary.Name, binary.Append)),
        .. Unaries.SelectMany((unary, index) => OfUnary(unary.Name, index, unary.Append, unary.Positive)),
        new("Dropout", "half", test => test.Graph.Dropout(test.Input(5, 7), 0.5f, new SeededGenerator(9))),
        new("Loss", "binary cross-entropy", test => test.Graph.Loss(test.Input(5, 1), test.Constant([0, 1, 1, 0, 1], 5), new BinaryCrossEntropy())),
        new("Loss", "weighted cross-entropy", test => test.Graph.Loss(test.Input(3, 4), test.Constant([0, 3, 1], 3), new SoftmaxCrossEntropy(4), test.Constant([1, 2, 0.5f], 3))),
    ];

    private static IEnumerable<OperationCase> OfBinary(string name, Func<Graph, Tensor, Tensor, Tensor> append)
    {
        // A divisor keeps away from zero, and the operands from each other, since the larger of two has an edge where they meet.
        OperationCase Case(string title, int[] left, int[] right) => new(name, title, test => append(test.Graph, test.Distinct(left), test.Between(right)));
        yield return Case("same shape", [3, 7], [3, 7]);
        yield return Case("one element", [1], [1]);
        yield return Case("row repeated", [4, 17], [17]);
        yield return Case("column repeated", [4, 17], [4, 1]);
        yield return Case("both repeated", [4, 1], [1, 18]);
        yield return Case("scalar", [33], []);
        yield return Case("middle repeated", [2, 1, 3], [2, 4, 1]);
        yield return new(name, "parameter", test => append(test.Graph, test.Distinct(4, 5), test.Graph.Exp(test.Parameter(5))));
        yield return new(name, "one tensor twice", test =>
        {
            Tensor both = test.Positive(19);
            return append(test.Graph, both, both);
        });
    }

    private static IEnumerable<OperationCase> OfUnary(string name, int index, Func<Graph, Tensor, Tensor> append, bool positive)
    {
        yield return new(name, $"{index}, vector of 35", test => append(test.Graph, positive ? test.Positive(35) : test.Distinct(35)));
        yield return new(name, $"{index}, one element", test => append(test.Graph, positive ? test.Positive(1, 1) : test.Distinct(1, 1)));
        yield return new(name, $"{index}, used twice", test =>
        {
            Tensor x = positive ? test.Positive(3, 6) : test.Distinct(3, 6);
            return test.Graph.Multiply(append(test.Graph, x), x);
        });
    }
}
