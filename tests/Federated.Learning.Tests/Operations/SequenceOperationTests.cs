using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Tests.Modules;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Operations;

public sealed class SequenceOperationTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 19)]
    [InlineData(true, 7)]
    [InlineData(true, 33)]
    public void Softmax_WithLengths_HasTheDefinitionsValuesAndGradient(bool logarithm, int width)
    {
        var graph = new Graph();
        Tensor input = Random(graph, 3, new TensorShape(2, 2, width));
        IndexTensor lengths = graph.Indices("lengths", new TensorShape(2, 2), width + 1);
        lengths.Set([width, (width + 1) / 2, 1, width]);
        Tensor output = logarithm ? graph.LogSoftmax(input, lengths) : graph.Softmax(input, lengths);
        graph.Forward(training: true);

        for (int row = 0; row < 4; row++)
        {
            int count = lengths.Values[row];
            double sum = Enumerable.Range(0, count).Sum(index => Math.Exp(input.Values[(row * width) + index]));
            for (int index = 0; index < width; index++)
            {
                double power = Math.Exp(input.Values[(row * width) + index]), actual = output.Values[(row * width) + index];
                if (index >= count)
                    Assert.Equal(logarithm ? -1e30f : 0, actual);
                else
                    Assert.Equal(logarithm ? Math.Log(power / sum) : power / sum, actual, 2e-6);
            }
        }

        // The masked logarithms are constants too large to be part of a sum.
        float[] slopes = Slopes(output);
        for (int index = 0; index < slopes.Length; index++)
            slopes[index] = index % width < lengths.Values[index / width] ? slopes[index] : 0;
        AssertGradients(graph, output, slopes, input);
    }

    [Fact]
    public void Softmax_LargeValues_DoNotOverflow()
    {
        var graph = new Graph();
        Tensor input = graph.Input(new TensorShape(1, 3));
        new float[] { 1000, 999, -1000 }.CopyTo(input.Values);
        Tensor output = graph.Softmax(input), logarithm = graph.LogSoftmax(input);
        graph.Forward(training: false);

        Assert.Equal(1 / (1 + Math.Exp(-1)), output.Values[0], 1e-6);
        Assert.Equal(0, output.Values[2]);
        Assert.Equal(-2000 - Math.Log(1 + Math.Exp(-1)), logarithm.Values[2], 1e-3);
    }

    [Fact]
    public void BatchedProduct_AnyShapes_IsTheSumOfProducts()
        => Prop.ForAll(
            Gen.Choose(1, 9).ArrayOf(4).ToArbitrary(),
            Gen.Elements(true, false).ToArbitrary(),
            (sizes, transpose) =>
            {
                (int items, int m, int k, int n) = (sizes[0], sizes[1], sizes[2], sizes[3]);
                var graph = new Graph();
                Tensor left = Random(graph, 1, new TensorShape(items, m, k));
                Tensor right = Random(graph, 2, transpose ? new TensorShape(items, n, k) : new TensorShape(items, k, n));
                Tensor output = graph.BatchedProduct(left, right, transpose);
                graph.Forward(training: true);
                for (int index = 0; index < output.Length; index++)
                {
                    int item = index / (m * n), row = index / n % m, column = index % n;
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                        sum += (double)left.Values[(((item * m) + row) * k) + inner] * right.Values[transpose ? (((item * n) + column) * k) + inner : (((item * k) + inner) * n) + column];
                    Assert.Equal(sum, output.Values[index], 1e-5);
                }

                AssertGradients(graph, output, Slopes(output), left, right);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 3, 5, false)]
    [InlineData(2, 40, 35, false)]
    [InlineData(2, 40, 40, true)]
    public void Attention_SeparateTensors_IsTheDefinition(int heads, int queries, int keys, bool causal)
    {
        const int batch = 3, size = 3;
        int width = heads * size;
        var graph = new Graph();
        Tensor query = Random(graph, 1, new TensorShape(batch, queries, width)), key = Random(graph, 2, new TensorShape(batch, keys, width)), value = Random(graph, 3, new TensorShape(batch, keys, width));
        IndexTensor lengths = graph.Indices("lengths", new TensorShape(batch), keys + 1);
        lengths.Set([keys, 2, 0]);
        Tensor output = graph.Attention(query, key, value, heads, causal, lengths);
        graph.Forward(training: true);
        for (int index = 0; index < output.Length; index++)
        {
            int example = index / (queries * width), row = index / width % queries, head = index % width / size;
            int seen = Math.Min(lengths.Values[example], causal ? row + 1 : keys);
            double whole = 0, sum = 0;
            for (int other = 0; other < seen; other++)
            {
                double score = 0;
                for (int column = head * size; column < (head + 1) * size; column++)
                    score += (double)query.Values[(((example * queries) + row) * width) + column] * key.Values[(((example * keys) + other) * width) + column];
                double power = Math.Exp(score / Math.Sqrt(size));
                whole += power;
                sum += power * value.Values[(((example * keys) + other) * width) + (index % width)];
            }

            Assert.Equal(seen == 0 ? 0 : sum / whole, output.Values[index], 1e-5);
        }

        if (queries < 10)
            AssertGradients(graph, output, Slopes(output), query, key, value);
    }

    [Fact]
    public void Attention_OneTensorThrice_SumsItsGradients()
    {
        var graph = new Graph();
        Tensor input = Random(graph, 1, new TensorShape(2, 4, 6));
        AssertGradients(graph, graph.Attention(input, input, input, heads: 2), input);
        Tensor more = graph.Add(graph.Attention(input, graph.Square(input), input), input);
        AssertGradients(graph, more, input);
    }

    [Fact]
    public void Attention_Dropout_KeepsTheMeanAndActsInTrainingOnly()
    {
        var graph = new Graph();
        Tensor query = graph.Input(new TensorShape(1, 400, 1)), value = graph.Input(new TensorShape(1, 50, 1));
        value.Values.Fill(1);
        Tensor output = graph.Attention(query, value, value, dropout: 0.5f, dropoutSource: new SeededGenerator(2));
        graph.Forward(training: true);
        float[] trained = output.Values.ToArray();
        graph.Forward(training: false);

        Assert.Equal(1, trained.Average(), 0.05f);
        Assert.True(trained.Distinct().Count() > 5);
        Assert.All(output.Values.ToArray(), scored => Assert.Equal(1, scored, 1e-5f));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void SampledScores_RepeatedCandidates_AreDotProductsWithTheirGradients(int width)
    {
        var graph = new Graph();
        Tensor input = Random(graph, 1, new TensorShape(2, 2, width)), table = Random(graph, 2, new TensorShape(6, width));
        IndexTensor candidates = graph.Indices("candidates", new TensorShape(2, 2, 3), 6);
        candidates.Set([0, 5, 5, 1, 2, 3, 0, 0, 0, 4, 4, 1]);
        Tensor output = graph.SampledScores(input, table, candidates);
        graph.Forward(training: true);

        for (int index = 0; index < 12; index++)
        {
            double sum = Enumerable.Range(0, width).Sum(column => (double)input.Values[(index / 3 * width) + column] * table.Values[(candidates.Values[index] * width) + column]);
            Assert.Equal(sum, output.Values[index], 1e-5);
        }

        AssertGradients(graph, output, Slopes(output), input, table);
    }

    [Fact]
    public void Shapes_ThatDoNotFit_AreNamed()
    {
        var graph = new Graph();
        Tensor three = graph.Input(new TensorShape(2, 4, 6)), flat = graph.Input(new TensorShape(4, 6)), narrow = graph.Input(new TensorShape(2, 4, 5));
        string Message(Action build) => Assert.ThrowsAny<ArgumentException>(build).Message;

        Assert.Contains("4 heads cannot share a width of 6", Message(() => graph.Attention(three, three, three, heads: 4)), StringComparison.Ordinal);
        Assert.Contains("keys of attention have shape [4, 6]", Message(() => graph.Attention(three, flat, three)), StringComparison.Ordinal);
        Assert.Contains("same last dimension", Message(() => graph.Attention(three, narrow, three)), StringComparison.Ordinal);
        Assert.Contains("multiple of 3", Message(() => graph.SelfAttention(narrow)), StringComparison.Ordinal);
        Assert.Contains("needs a generator", Message(() => graph.Attention(three, three, three, dropout: 0.1f)), StringComparison.Ordinal);
        Assert.Contains("no common inner size", Message(() => graph.BatchedProduct(three, narrow)), StringComparison.Ordinal);
        Assert.Contains("same leading dimensions", Message(() => graph.BatchedProduct(three, flat)), StringComparison.Ordinal);
        Assert.Contains("4 lengths of at most 6", Message(() => graph.Softmax(flat, graph.Indices("l", new TensorShape(3), 7))), StringComparison.Ordinal);
        Assert.Contains("must be 6, the width of the table", Message(() => graph.SampledScores(narrow, flat, graph.Indices("c", new TensorShape(2, 4, 3), 4))), StringComparison.Ordinal);
        Assert.Contains("go up to 4", Message(() => graph.SampledScores(three, flat, graph.Indices("d", new TensorShape(2, 4, 3), 5))), StringComparison.Ordinal);
    }

    private static Tensor Random(Graph graph, ulong seed, TensorShape shape)
    {
        Tensor input = graph.Input(shape, requiresGradient: true);
        var source = new SeededGenerator(seed);
        foreach (ref float value in input.Values)
            value = (float)((2 * source.NextDouble()) - 1);
        return input;
    }

    private static float[] Slopes(Tensor output)
    {
        var source = new SeededGenerator(77);
        return [.. Enumerable.Range(0, output.Length).Select(_ => (float)((2 * source.NextDouble()) - 1))];
    }

    private static void AssertGradients(Graph graph, Tensor output, params Tensor[] inputs) => AssertGradients(graph, output, Slopes(output), inputs);

    private static void AssertGradients(Graph graph, Tensor output, float[] slopes, params Tensor[] inputs)
    {
        const float step = 1e-2f;
        double Loss()
        {
            graph.Forward(training: true);
            return Enumerable.Range(0, slopes.Length).Sum(index => slopes[index] == 0 ? 0 : (double)slopes[index] * output.Values[index]);
        }

        Loss();
        graph.Backward(output, slopes);
        float[][] gradients = [.. inputs.Select(input => input.Gradient.ToArray())];
        foreach ((Tensor input, float[] gradient) in inputs.Zip(gradients))
        {
            double largest = Math.Max(SequenceFixture.Largest(gradient), 0.05);
            for (int index = 0; index < input.Length; index++)
            {
                float saved = input.Values[index], up = input.Values[index] = saved + step;
                double above = Loss();
                float down = input.Values[index] = saved - step;
                double slope = (above - Loss()) / ((double)up - down);
                input.Values[index] = saved;
                Assert.Equal(slope, gradient[index], 3e-3 * largest);
            }
        }
    }
}
