using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

public sealed class RecurrentTests
{
    [Theory]
    [InlineData("rnn")]
    [InlineData("rnn_relu")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("rnn_lengths")]
    [InlineData("rnn_relu_lengths")]
    [InlineData("gru_lengths")]
    [InlineData("lstm_lengths")]
    public void TwoLayers_ValuesGradientsAndTwentySteps_ArePyTorchs(string name)
    {
        var fixture = new SequenceFixture(name);
        RecurrentModule module = Create(name.Replace("_lengths", "", StringComparison.Ordinal), 5, 9, layers: 2);
        var graph = new Graph();
        var inputs = new Dictionary<string, Tensor> { ["input"] = fixture.Input(graph, "input") };
        IndexTensor? lengths = fixture.Lengths(graph, 6);
        RecurrentResult result;
        if (lengths is null)
        {
            result = module.Forward(graph, inputs["input"], null);
        }
        else
        {
            // A tensor of PyTorch's holds the states of both layers.
            Tensor[] states = [HalfOf(fixture, graph, "state", 0), HalfOf(fixture, graph, "state", 1)];
            result = module is Lstm lstm
                ? lstm.Forward(graph, inputs["input"], lengths, states, [HalfOf(fixture, graph, "cell", 0), HalfOf(fixture, graph, "cell", 1)])
                : module.Forward(graph, inputs["input"], lengths, states);
        }

        Tensor output = result.Outputs;
        foreach (Tensor last in result.LastStates.Concat(result.LastCells))
            output = graph.Add(output, graph.Reshape(last, new TensorShape(4, 1, 9)));
        fixture.Check(graph, output, module, inputs);
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("rnn")]
    public void InitialStates_Gradient_IsPyTorchs(string kind)
    {
        var fixture = new SequenceFixture($"{kind}_lengths");
        RecurrentModule module = Create(kind, 5, 9, layers: 2);
        foreach (Parameter parameter in module.Parameters)
            fixture.Values($"initial/{parameter.Name["cell.".Length..]}").CopyTo(parameter.Values);
        var graph = new Graph();
        Tensor[] states = [HalfOf(fixture, graph, "state", 0), HalfOf(fixture, graph, "state", 1)];
        Tensor[] cells = kind == "lstm" ? [HalfOf(fixture, graph, "cell", 0), HalfOf(fixture, graph, "cell", 1)] : [];
        Tensor input = fixture.Input(graph, "input");
        IndexTensor? lengths = fixture.Lengths(graph, 6);
        RecurrentResult result = module is Lstm lstm ? lstm.Forward(graph, input, lengths, states, cells) : module.Forward(graph, input, lengths, states);
        Tensor output = result.Outputs;
        foreach (Tensor last in result.LastStates.Concat(result.LastCells))
            output = graph.Add(output, graph.Reshape(last, new TensorShape(4, 1, 9)));
        graph.Forward(training: true);
        var slopes = new float[output.Length];
        fixture.Slopes(output, slopes);
        graph.Backward(output, slopes);

        float[] actual = [.. states[0].Gradient, .. states[1].Gradient];
        AssertNear(fixture.Values("gradient/state"), actual);
        if (kind == "lstm")
            AssertNear(fixture.Values("gradient/cell"), [.. cells[0].Gradient, .. cells[1].Gradient]);
    }

    [Fact]
    public void LengthZero_KeepsTheInitialState_AndGivesZeros()
    {
        var module = new Gru("cell", 2, 3, new SeededGenerator(1));
        var graph = new Graph();
        Tensor input = graph.Input(new TensorShape(2, 4, 2)), state = graph.Input(new TensorShape(2, 3), requiresGradient: true);
        IndexTensor lengths = graph.Indices("lengths", new TensorShape(2), 5);
        RecurrentResult result = module.Forward(graph, input, lengths, [state]);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(state.Values);
        lengths.Set([0, 4]);
        graph.Forward(training: true);

        Assert.Equal([1f, 2f, 3f], result.LastStates[0].Values[..3].ToArray());
        Assert.Equal(new float[12], result.Outputs.Values[..12].ToArray());
        Assert.Equal(result.LastStates[0].Values[3..].ToArray(), result.Outputs.Values[^3..].ToArray());
        graph.Backward(result.LastStates[0], [7, 8, 9, 0, 0, 0]);
        Assert.Equal([7f, 8f, 9f], state.Gradient[..3].ToArray());
    }

    [Fact]
    public void Backward_TwiceAfterOneForward_SaysThatAForwardPassIsMissing()
    {
        var module = new Lstm("cell", 2, 3, new SeededGenerator(1));
        var graph = new Graph();
        Tensor output = module.Forward(graph, graph.Input(new TensorShape(1, 2, 2)));
        graph.Forward(training: true);
        graph.Backward(output, new float[6]);

        Assert.Contains("'cell' needs a forward pass", Assert.Throws<InvalidOperationException>(() => graph.Backward(output, new float[6])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ShapesThatDoNotFit_AreNamed()
    {
        var module = new Gru("cell", 4, 3, new SeededGenerator(1), layers: 2);
        var graph = new Graph();
        string Message(Action build) => Assert.ThrowsAny<ArgumentException>(build).Message;

        Assert.Contains("[2, 5, 3]; its last dimension must be 4", Message(() => module.Forward(graph, graph.Input(new TensorShape(2, 5, 3)))), StringComparison.Ordinal);
        Assert.Contains("[batch, time, inputs]", Message(() => module.Forward(graph, graph.Input(new TensorShape(5, 4)))), StringComparison.Ordinal);
        Tensor input = graph.Input(new TensorShape(2, 5, 4));
        Assert.Contains("[2] is expected", Message(() => module.Forward(graph, input, graph.Indices("three", new TensorShape(3), 6))), StringComparison.Ordinal);
        Assert.Contains("bound of 6", Message(() => module.Forward(graph, input, graph.Indices("long", new TensorShape(2), 7))), StringComparison.Ordinal);
        Assert.Contains("has 2 layers", Message(() => module.Forward(graph, input, null, [input])), StringComparison.Ordinal);
        Assert.Contains("[2, 3] is expected", Message(() => module.Forward(graph, input, null, [input, input])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rnn("r", 1, 1, new SeededGenerator(1), activation: Activation.Sigmoid));
    }

    [Fact]
    public void Parameters_AreNamedAndBoundedAsPyTorchs()
    {
        var module = new Lstm("cell", 7, 16, new SeededGenerator(3), layers: 2);

        Assert.Equal(
            ["cell.weight_ih_l0 [64, 7]", "cell.weight_hh_l0 [64, 16]", "cell.bias_ih_l0 [64]", "cell.bias_hh_l0 [64]",
             "cell.weight_ih_l1 [64, 16]", "cell.weight_hh_l1 [64, 16]", "cell.bias_ih_l1 [64]", "cell.bias_hh_l1 [64]"],
            module.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"));
        Assert.All(module.Parameters, parameter => Assert.InRange(SequenceFixture.Largest(parameter.Values), 0.2, 0.25));
        Assert.Equal(2, new Gru("cell", 7, 16, new SeededGenerator(3), bias: false).Parameters.Count);
    }

    internal static RecurrentModule Create(string kind, int inputs, int hidden, int layers = 1) => kind switch
    {
        "gru" => new Gru("cell", inputs, hidden, new SeededGenerator(5), layers),
        "lstm" => new Lstm("cell", inputs, hidden, new SeededGenerator(5), layers),
        "rnn" => new Rnn("cell", inputs, hidden, new SeededGenerator(5), layers),
        _ => new Rnn("cell", inputs, hidden, new SeededGenerator(5), layers, activation: Activation.Relu),
    };

    private static Tensor HalfOf(SequenceFixture fixture, Graph graph, string tensor, int layer)
    {
        Tensor state = graph.Input(new TensorShape(4, 9), requiresGradient: true);
        fixture.Values(tensor).Slice(layer * state.Length, state.Length).CopyTo(state.Values);
        return state;
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], 1e-5 * SequenceFixture.Largest(expected));
    }
}
