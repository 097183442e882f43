using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

public sealed class BinaryOperationTests
{
    private const int Length = 40_007;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EqualShapes_LongerThanAStrip_HaveTheDefinitionsBits(int threads)
    {
        using var workers = new Workers(threads);
        var graph = new Graph(workers);
        Tensor a = Random(graph, 1), b = Random(graph, 2);
        Tensor product = graph.Multiply(a, b), sum = graph.Add(product, a), difference = graph.Subtract(b, sum);
        float[] slopes = Random(graph, 3).Values.ToArray();

        graph.Forward(training: true);
        graph.Backward(difference, slopes);

        for (int index = 0; index < Length; index++)
        {
            float x = a.Values[index], y = b.Values[index], slope = slopes[index];
            Assert.Equal(y - ((x * y) + x), difference.Values[index]);
            Assert.Equal((-slope * y) - slope, a.Gradient[index], 1e-6f);
            Assert.Equal(slope + (-slope * x), b.Gradient[index]);
        }
    }

    [Fact]
    public void Add_ATensorToItself_TwiceTheSlope()
    {
        var graph = new Graph();
        Tensor input = Random(graph, 1), output = graph.Add(input, input);
        float[] slopes = Random(graph, 2).Values.ToArray();

        graph.Forward(training: true);
        graph.Backward(output, slopes);

        for (int index = 0; index < Length; index++)
            Assert.Equal(2 * slopes[index], input.Gradient[index]);
    }

    [Fact]
    public void Add_OfAParameter_AddsToItsGradient()
    {
        var graph = new Graph();
        var parameter = new Parameter("p", new TensorShape(Length));
        Tensor input = Random(graph, 1), output = graph.Add(input, graph.Use(parameter));
        float[] slopes = Random(graph, 2).Values.ToArray();

        for (int pass = 0; pass < 2; pass++)
        {
            graph.Forward(training: true);
            graph.Backward(output, slopes);
        }

        for (int index = 0; index < Length; index++)
        {
            Assert.Equal(slopes[index], input.Gradient[index]);
            Assert.Equal(2 * slopes[index], parameter.Gradient[index]);
        }
    }

    private static Tensor Random(Graph graph, ulong seed)
    {
        var source = new SeededGenerator(seed);
        Tensor tensor = graph.Input(new TensorShape(Length), requiresGradient: true);
        foreach (ref float value in tensor.Values)
            value = (float)((2 * source.NextDouble()) - 1);
        return tensor;
    }
}
