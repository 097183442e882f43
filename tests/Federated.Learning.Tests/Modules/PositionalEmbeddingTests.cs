using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

public sealed class PositionalEmbeddingTests
{
    [Fact]
    public void Forward_EachExample_AddsTheVectorOfItsStep()
    {
        var module = new PositionalEmbedding("position", 2, 3, new SeededGenerator(1));
        float[] weight = module.Parameters[0].Values.ToArray();
        var graph = new Graph();
        Tensor input = graph.Input(new TensorShape(2, 2, 3));
        for (int index = 0; index < input.Length; index++)
            input.Values[index] = index;
        Tensor output = module.Forward(graph, input);
        graph.Forward(training: true);

        Assert.Equal([.. Enumerable.Range(0, 12).Select(index => index + weight[index % 6])], output.Values.ToArray());
        graph.Backward(output, [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
        Assert.Equal([11f, 22, 33, 44, 55, 66], module.Parameters[0].Gradient.ToArray());
    }

    [Fact]
    public void Create_InitialValues_AreStandardNormal()
    {
        float[] values = new PositionalEmbedding("position", 100, 100, new SeededGenerator(1)).Parameters[0].Values.ToArray();
        Assert.InRange(values.Average(), -0.04, 0.04);
        Assert.InRange(values.Average(value => value * value), 0.94, 1.06);
    }

    [Fact]
    public void Forward_OtherSteps_AreRefused()
    {
        var graph = new Graph();
        var module = new PositionalEmbedding("position", 2, 3, new SeededGenerator(1));
        Assert.Contains("[batch, 2, 3]", Assert.Throws<ArgumentException>(() => module.Forward(graph, graph.Input(new TensorShape(1, 4, 3)))).Message, StringComparison.Ordinal);
    }
}
