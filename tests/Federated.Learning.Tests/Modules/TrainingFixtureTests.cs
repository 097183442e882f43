using Federated.Learning.Autograd;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;
using Federated.Learning.Tests.Operations;
using LinearModule = Federated.Learning.Modules.Linear;

namespace Federated.Learning.Tests.Modules;

public sealed class TrainingFixtureTests
{
    private static readonly Dictionary<string, Func<ModuleFixture, (Tensor Output, IReadOnlyList<Parameter> Parameters)>> Models = new()
    {
        ["train_perceptron"] = test => Of(test, new Sequential(
            "model", new LinearModule("0", 10, 20, Source), new Relu("1"), new LayerNorm("2", 20), new LinearModule("3", 20, 16, Source), new Tanh("4"), new LinearModule("5", 16, 12, Source), new Gelu("6"), new LinearModule("7", 12, 3, Source))),
        ["train_images"] = test => Of(test, new Sequential(
            "model", new Conv2d("0", 1, 4, 3, Source, new ConvolutionOptions { Padding = 1, Bias = false }), new BatchNorm("1", 4), new Relu("2"), new MaxPool2d("3", 2), new Conv2d("4", 4, 6, 3, Source), new Elu("5"), new GlobalAveragePool("6"), new LinearModule("8", 6, 3, Source))),
        ["train_text"] = test => Text(test),
        ["train_sequence"] = test => Sequence(test),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    private static SeededGenerator Source => new(1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Adam_TwentySteps_HasPyTorchsLosses(string name)
    {
        var test = new ModuleFixture(name);
        (Tensor output, IReadOnlyList<Parameter> parameters) = Models[name](test);
        foreach (Parameter parameter in parameters)
        {
            Assert.Equal(test.Shape($"initial.{parameter.Name}"), parameter.Shape);
            test.Values($"initial.{parameter.Name}").CopyTo(parameter.Values);
        }

        Tensor labels = test.Graph.Input(test.Shape("labels"));
        test.Values("labels").CopyTo(labels.Values);
        Tensor loss = test.Graph.Loss(output, labels, new SoftmaxCrossEntropy(3));
        var optimizer = new Adam(parameters, new AdamOptions { LearningRate = 0.01f });
        var losses = new float[21];
        for (int step = 0; step <= 20; step++)
        {
            test.Graph.Forward(training: true);
            losses[step] = loss.Values[0];
            test.Graph.Backward(loss);
            optimizer.ApplyGradients();
        }

        OperationFixtureTests.RequireClose(name, "loss", test.Values("losses")[..1], losses.AsSpan(0, 1));
        OperationFixtureTests.RequireClose(name, "loss", test.Values("losses"), losses, 1e-4);
        Assert.True(losses[20] < 0.9f * losses[0]);
    }

    private static (Tensor, IReadOnlyList<Parameter>) Of(ModuleFixture test, Sequential model)
    {
        Tensor input = test.Graph.Input(test.Shape("x"));
        test.Values("x").CopyTo(input.Values);
        return (model.Forward(test.Graph, input), model.Parameters);
    }

    private static (Tensor, IReadOnlyList<Parameter>) Text(ModuleFixture test)
    {
        var words = new EmbeddingBag("words", 30, 8, Source);
        var rest = new Sequential("model", new LayerNorm("norm", 8), new LinearModule("head", 8, 3, Source));
        return (rest.Forward(test.Graph, words.Forward(test.Graph, test.Indices("words", 30))), [.. words.Parameters, .. rest.Parameters]);
    }

    private static (Tensor, IReadOnlyList<Parameter>) Sequence(ModuleFixture test)
    {
        var items = new Embedding("items", 20, 6, Source, paddingIndex: 0);
        var rest = new Sequential(
            "model", new Conv1d("conv", 6, 8, 3, Source, new ConvolutionOptions { Padding = 1 }), new GroupNorm("norm", 2, 8), new Silu("act"), new GlobalAveragePool("mean"), new LinearModule("head", 8, 3, Source));
        Graph graph = test.Graph;
        Tensor rows = items.Forward(graph, test.Indices("items", 20));
        return (rest.Forward(graph, graph.Transpose(rows)), [.. items.Parameters, .. rest.Parameters]);
    }
}
