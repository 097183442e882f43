using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

public sealed class ClippedBackwardTests
{
    private static readonly Dictionary<string, (int Examples, Func<CaseGraph, Tensor> Build)> Cases = new()
    {
        ["affine"] = (5, test => test.Graph.Affine(test.Input(5, 19), test.Parameter(7, 19), test.Parameter(7), Activation.Tanh)),
        ["affine over several rows"] = (3, test => test.Graph.Affine(test.Input(3, 4, 6), test.Parameter(5, 6), test.Parameter(5))),
        ["affine without bias"] = (1, test => test.Graph.Affine(test.Input(1, 4, 6), test.Parameter(5, 6), null)),
        ["convolution"] = (4, test => test.Graph.Convolve2d(test.Input(4, 2, 5, 4), test.Parameter(3, 2, 3, 2), test.Parameter(3), padding: 1)),
        ["convolution in groups"] = (3, test => test.Graph.Convolve2d(test.Input(3, 4, 3, 3), test.Parameter(4, 2, 2, 2), null, groups: 2)),
        ["convolution over time"] = (4, test => test.Graph.Convolve1d(test.Input(4, 2, 9), test.Parameter(3, 2, 3), test.Parameter(3), dilation: 2)),
        ["convolution, large enough for threads"] = (9, test => test.Graph.Convolve2d(test.Input(9, 8, 12, 12), test.Parameter(16, 8, 3, 3), test.Parameter(16))),
        ["layer normalisation"] = (4, test => test.Graph.LayerNorm(test.Input(4, 3, 18), test.Parameter(18), test.Parameter(18), 18)),
        ["group normalisation"] = (4, test => test.Graph.GroupNorm(test.Input(4, 6, 5), test.Parameter(6), test.Parameter(6), 3)),
        ["group normalisation of two images an example"] = (2, test => test.Graph.GroupNorm(test.Input(4, 6, 5), test.Parameter(6), test.Parameter(6), 3)),
        ["embedding"] = (3, test => test.Graph.Lookup(test.Table(5, 4), test.Indices("i", 5, [4, 0, 4, 2, 2, 2, 1, 0, 3], 3, 3))),
        ["embedding with padding"] = (3, test => test.Graph.Lookup(test.Table(5, 4), test.Indices("i", 5, [4, 0, 4, 2, 1, 2, 1, 0, 3], 3, 3), 2)),
        ["bag, sum"] = (3, test => Bags(test, BagReduction.Sum)),
        ["bag, mean"] = (3, test => Bags(test, BagReduction.Mean)),
        ["bag, maximum"] = (3, test => Bags(test, BagReduction.Maximum)),
        ["several bags an example, mean"] = (2, test => ManyBags(test, BagReduction.Mean)),
        ["several bags an example, sum"] = (2, test => ManyBags(test, BagReduction.Sum)),
        ["several bags an example, maximum"] = (2, test => ManyBags(test, BagReduction.Maximum)),
        ["everything"] = (4, Everything),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardClipped_AnyOperation_EqualsOneBackwardPassForEachExample(string name)
    {
        (int examples, Func<CaseGraph, Tensor> build) = Cases[name];
        var values = new CaseValues();
        (float[] slopes, float[][] each) = OneByOne(values, examples, build);
        double[] expectedNorms = [.. each.Select(gradient => Math.Sqrt(gradient.Sum(value => (double)value * value)))];
        float clip = (float)expectedNorms.Order().ElementAt(examples / 2) * 0.99f;

        var test = new CaseGraph(values);
        Tensor output = build(test);
        var norms = new float[examples];
        test.Graph.Forward(training: true);
        test.Graph.BackwardClipped(output, slopes, clip, norms);

        for (int example = 0; example < examples; example++)
            Assert.InRange(norms[example] / Math.Max(expectedNorms[example], 1e-9), 1 - 2e-5, 1 + 2e-5);
        double[] expected = [.. Enumerable.Range(0, each[0].Length).Select(element => Enumerable.Range(0, examples).Sum(example => each[example][element] * Math.Min(1, clip / expectedNorms[example])))];
        float[] actual = Gradients(test);
        double scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * scale));
        Assert.Contains(expectedNorms, norm => norm > clip);
    }

    [Fact]
    public void BackwardClipped_BatchNormalisation_IsRefusedByName()
    {
        var test = new CaseGraph(new CaseValues());
        Tensor output = test.Graph.BatchNorm(test.Input(4, 3), test.Parameter(3), test.Parameter(3), NormalizationCases.Fresh(3));
        test.Graph.Forward(training: true);
        Assert.Contains("BatchNormalization", Assert.Throws<NotSupportedException>(() => test.Graph.BackwardClipped(output, new float[12], 1, new float[4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BackwardClipped_SeveralImagesAnExample_IsRefusedByAConvolution()
    {
        var test = new CaseGraph(new CaseValues());
        Tensor output = test.Graph.Convolve2d(test.Input(4, 1, 3, 3), test.Parameter(1, 1, 2, 2), null);
        test.Graph.Forward(training: true);
        Assert.Contains("2 examples", Assert.Throws<NotSupportedException>(() => test.Graph.BackwardClipped(output, new float[16], 1, new float[2])).Message, StringComparison.Ordinal);
    }

    private static (float[] Slopes, float[][] Each) OneByOne(CaseValues values, int examples, Func<CaseGraph, Tensor> build)
    {
        var source = new SeededGenerator(5);
        float[] slopes = [];
        var each = new float[examples][];
        for (int example = 0; example < examples; example++)
        {
            var test = new CaseGraph(values);
            Tensor output = build(test);
            if (example == 0)
                slopes = [.. Enumerable.Range(0, output.Length).Select(_ => (float)((2 * source.NextDouble()) - 1))];
            int part = output.Length / examples;
            var own = new float[output.Length];
            slopes.AsSpan(example * part, part).CopyTo(own.AsSpan(example * part));
            test.Graph.Forward(training: true);
            test.Graph.Backward(output, own);
            each[example] = Gradients(test);
        }

        return (slopes, each);
    }

    private static float[] Gradients(CaseGraph test) => [.. test.Parameters.SelectMany(parameter => parameter.Gradient.ToArray())];

    private static Tensor Bags(CaseGraph test, BagReduction reduction)
        => test.Graph.LookupBags(test.Table(6, 5), test.Indices("i", 6, [1, 1, 3, 5, 0, 1, 4, 4, 4], 3, 3), reduction, test.Indices("l", 4, [3, 2, 3], 3));

    private static Tensor ManyBags(CaseGraph test, BagReduction reduction)
        => test.Graph.LookupBags(test.Table(6, 5), test.Indices("i", 6, [1, 1, 3, 5, 0, 1, 4, 4, 4, 4, 2, 3], 4, 3), reduction, test.Indices("l", 4, [3, 2, 3, 1], 4));

    private static Tensor Everything(CaseGraph test)
    {
        Tensor words = test.Graph.Lookup(test.Table(9, 6), test.Indices("i", 9, [4, 0, 4, 2, 2, 2, 1, 0, 3, 8, 7, 7], 4, 3));
        Tensor sequence = test.Graph.Convolve1d(test.Graph.Transpose(words), test.Parameter(8, 6, 2), test.Parameter(8));
        Tensor grouped = test.Graph.Silu(test.Graph.GroupNorm(sequence, test.Parameter(8), test.Parameter(8), 2));
        Tensor normal = test.Graph.LayerNorm(test.Graph.Flatten(grouped), test.Parameter(16), test.Parameter(16), 16);
        Tensor joined = test.Graph.Concatenate([normal, test.Graph.GlobalAveragePool(sequence), test.Input(4, 3)]);
        return test.Graph.Affine(joined, test.Parameter(2, 27), test.Parameter(2));
    }
}
