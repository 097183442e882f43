using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

public sealed class OperationFixtureTests
{
    // Sums of cancelling terms have no meaningful error element by element: errors are relative to the tensor's largest magnitude.
    private const double Tolerance = 1e-5;

    private static readonly Dictionary<string, Func<ModuleFixture, Tensor>> Cases = new()
    {
        ["relu"] = test => test.Graph.Relu(test.Input()),
        ["sigmoid"] = test => test.Graph.Sigmoid(test.Input()),
        ["tanh"] = test => test.Graph.Tanh(test.Input()),
        ["softplus"] = test => test.Graph.Softplus(test.Input()),
        ["softplus_beta"] = test => test.Graph.Softplus(test.Input(), 2, 3),
        ["leaky_relu"] = test => test.Graph.LeakyRelu(test.Input()),
        ["elu"] = test => test.Graph.Elu(test.Input()),
        ["gelu"] = test => test.Graph.Gelu(test.Input()),
        ["silu"] = test => test.Graph.Silu(test.Input()),
        ["square"] = test => test.Graph.Square(test.Input()),
        ["absolute"] = test => test.Graph.Absolute(test.Input()),
        ["clamp"] = test => test.Graph.Clamp(test.Input(), -1, 2),
        ["exp"] = test => test.Graph.Exp(test.Graph.Divide(test.Input(), Three(test))),
        ["log"] = test => test.Graph.Log(test.Input()),
        ["square_root"] = test => test.Graph.SquareRoot(test.Input()),
        ["power"] = test => test.Graph.Power(test.Input(), 1.7f),
        ["add"] = test => test.Graph.Add(test.Input("a"), test.Input("b")),
        ["subtract"] = test => test.Graph.Subtract(test.Input("a"), test.Input("b")),
        ["multiply"] = test => test.Graph.Multiply(test.Input("a"), test.Input("b")),
        ["divide"] = test => test.Graph.Divide(test.Input("a"), test.Input("b")),
        ["maximum"] = test => test.Graph.Maximum(test.Input("a"), test.Input("b")),
        ["maximum_tied"] = test => test.Graph.Maximum(test.Input("a"), test.Input("b")),
        ["minimum"] = test => test.Graph.Minimum(test.Input("a"), test.Input("b")),
        ["sum_over_last"] = test => test.Graph.SumOverLast(test.Input()),
        ["mean_over_last"] = test => test.Graph.MeanOverLast(test.Input()),
        ["mean_of_all"] = test => test.Graph.Mean(test.Input()),
        ["maximum_over_last"] = test => test.Graph.MaximumOverLast(test.Input()),
        ["log_sum_exp"] = test => test.Graph.LogSumExp(test.Graph.Multiply(test.Input(), Constant(test, 20))),
        ["concatenate"] = test => test.Graph.Concatenate([test.Input("a"), test.Input("b")]),
        ["slice"] = test => test.Graph.Slice(test.Input(), 1, 1, 2),
        ["permute"] = test => test.Graph.Permute(test.Input(), 2, 0, 1),
        ["conv2d"] = test => test.Graph.Convolve2d(test.Input(), test.Parameter("weight"), test.Parameter("bias")),
        ["conv2d_options"] = test => test.Graph.Convolve2d(
            test.Input(), test.Parameter("weight"), test.Parameter("bias"), new Extent(2, 1), new Extent(2, 1), new Extent(1, 2), 2),
        ["conv2d_pixel"] = test => test.Graph.Convolve2d(test.Input(), test.Parameter("weight"), null),
        ["conv1d"] = test => test.Graph.Convolve1d(test.Input(), test.Parameter("weight"), test.Parameter("bias"), 2, 2, 2),
        ["max_pool2d"] = test => test.Graph.MaximumPool2d(test.Input(), new Extent(3, 2), new Extent(2, 1), 1, new Extent(1, 2)),
        ["max_pool1d"] = test => test.Graph.MaximumPool1d(test.Input(), 3, 2, 1),
        ["average_pool2d"] = test => test.Graph.AveragePool2d(test.Input(), 3, 2, 1),
        ["average_pool2d_uncounted"] = test => test.Graph.AveragePool2d(test.Input(), 3, 2, 1, countPadding: false),
        ["average_pool1d"] = test => test.Graph.AveragePool1d(test.Input(), 3, 2, 1),
        ["global_average_pool"] = test => test.Graph.GlobalAveragePool(test.Input()),
        ["global_maximum_pool"] = test => test.Graph.GlobalMaximumPool(test.Input()),
        ["linear"] = test => test.Graph.Affine(test.Input(), test.Parameter("weight"), test.Parameter("bias")),
        ["layer_norm"] = test => test.Graph.LayerNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), 21),
        ["layer_norm_plain"] = test => test.Graph.LayerNorm(test.Input(), null, null, 63),
        ["group_norm"] = test => test.Graph.GroupNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), 2),
        ["group_norm_rows"] = test => test.Graph.GroupNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), 2),
        ["batch_norm_rows"] = test => test.Graph.BatchNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), Statistics(test)),
        ["batch_norm_images"] = test => test.Graph.BatchNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), Statistics(test)),
        ["batch_norm_plain"] = test => test.Graph.BatchNorm(test.Input(), null, null, Statistics(test)),
        ["embedding"] = test => test.Graph.Lookup(test.Parameter("weight"), test.Indices("indices", 9)),
        ["embedding_padded"] = test => test.Graph.Lookup(test.Parameter("weight"), test.Indices("indices", 9), 0),
        ["embedding_bag_sum"] = test => Bags(test, BagReduction.Sum),
        ["embedding_bag_mean"] = test => Bags(test, BagReduction.Mean),
        ["embedding_bag_max"] = test => Bags(test, BagReduction.Maximum),
        ["embedding_bag_offsets_sum"] = test => Offsets(test, BagReduction.Sum),
        ["embedding_bag_offsets_mean"] = test => Offsets(test, BagReduction.Mean),
        ["embedding_bag_offsets_max"] = test => Offsets(test, BagReduction.Maximum),
        ["embedding_bag_padded_sum"] = test => Offsets(test, BagReduction.Sum, 5),
        ["embedding_bag_padded_mean"] = test => Offsets(test, BagReduction.Mean, 5),
        ["embedding_bag_padded_max"] = test => Offsets(test, BagReduction.Maximum, 5),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardAndBackward_SameInputs_AgreeWithPyTorch(string name)
    {
        var test = new ModuleFixture(name);
        Tensor output = Cases[name](test);
        test.Graph.Forward(training: true);
        RequireClose(name, "output", test.Values("output"), output.Values);
        Assert.Equal(test.Shape("output"), output.Shape);

        test.Graph.Backward(output, test.Values("slope"));
        Assert.NotEmpty(test.Tensors);
        foreach ((string role, Tensor tensor) in test.Tensors)
            RequireClose(name, $"gradient of {role}", test.Values($"gradient.{role}"), tensor.Gradient);
    }

    [Theory]
    [InlineData("batch_norm_rows")]
    [InlineData("batch_norm_images")]
    [InlineData("batch_norm_plain")]
    public void BatchNorm_AfterOneTrainingPass_HasPyTorchsStatisticsAndScores(string name)
    {
        var test = new ModuleFixture(name);
        BatchStatistics running = Statistics(test);
        Tensor output = test.Has("weight")
            ? test.Graph.BatchNorm(test.Input(), test.Parameter("weight"), test.Parameter("bias"), running)
            : test.Graph.BatchNorm(test.Input(), null, null, running);
        test.Graph.Forward(training: true);
        RequireClose(name, "running mean", test.Values("running_mean"), running.Mean.Values);
        RequireClose(name, "running variance", test.Values("running_var"), running.Variance.Values);

        test.Graph.Forward(training: false);
        RequireClose(name, "scored", test.Values("scored"), output.Values);
        RequireClose(name, "running mean after scoring", test.Values("running_mean"), running.Mean.Values);
    }

    internal static void RequireClose(string name, string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1e-30;
        foreach (float value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs((double)expected[index] - actual[index]) <= tolerance * scale,
                $"{name}: {what} is {actual[index]} at {index}; PyTorch has {expected[index]}, and the largest is {scale}.");
        }
    }

    private static Tensor Three(ModuleFixture test) => Constant(test, 3);

    private static Tensor Constant(ModuleFixture test, float value)
    {
        Tensor constant = test.Graph.Input(new TensorShape());
        constant.Values[0] = value;
        return constant;
    }

    private static BatchStatistics Statistics(ModuleFixture test)
    {
        TensorShape shape = test.Shape("running_mean");
        return new BatchStatistics(new StateTensor("mean", shape), new StateTensor("variance", shape, 1), momentum: test.Has("weight") ? 0.1f : 0.3f);
    }

    private static Tensor Bags(ModuleFixture test, BagReduction reduction)
        => test.Graph.LookupBags(test.Parameter("weight"), test.Indices("indices", 9), reduction);

    private static Tensor Offsets(ModuleFixture test, BagReduction reduction, int? paddingIndex = null)
        => test.Graph.LookupBagsAt(test.Parameter("weight"), test.Indices("indices", 9), test.Indices("offsets", 9), reduction, paddingIndex);
}
