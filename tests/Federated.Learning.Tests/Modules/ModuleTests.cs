using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using LinearModule = Federated.Learning.Modules.Linear;

namespace Federated.Learning.Tests.Modules;

public sealed class ModuleTests
{
    private static SeededGenerator Source => new(4);

    [Fact]
    public void Sequential_LinearAndActivation_BecomeOneOperationWithTheSameValues()
    {
        Module[] Layers() => [new LinearModule("a", 3, 5, Source), new Relu("r"), new LinearModule("b", 5, 4, Source), new Sigmoid("s"), new LinearModule("c", 4, 4, Source), new Gelu("g"), new Tanh("t")];
        Graph fused = new(), apart = new();
        float[] features = [0.3f, -1, 2, 0.1f, 0.2f, -0.5f];
        Tensor x = fused.Input(new TensorShape(2, 3)), y = apart.Input(new TensorShape(2, 3));
        features.CopyTo(x.Values);
        features.CopyTo(y.Values);
        Tensor output = new Sequential("model", Layers()).Forward(fused, x);
        foreach (Module layer in Layers())
            y = layer.Forward(apart, y);
        fused.Forward(training: false);
        apart.Forward(training: false);

        Assert.Equal(5, fused.Operations.Count);
        Assert.Equal(7, apart.Operations.Count);
        Assert.All(output.Values.ToArray().Zip(y.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void GraphModel_WithBatchNorm_CapturesAndRestoresItsStatistics()
    {
        GraphModel Model() => new(new Sequential("model", new LinearModule("0", 2, 3, Source), new BatchNorm("1", 3), new LinearModule("2", 3, 1, Source)), 2);
        GraphModel trained = Model(), fresh = Model();
        float[] features = [1, 2, -3, 4, 0.5f, -6];
        trained.Forward(features, 3, training: true);
        ModelSnapshot snapshot = trained.Capture();
        float[] scores = trained.Forward(features, 3, training: false).ToArray();

        Assert.Equal(["1.running_mean", "1.running_var"], trained.Buffers.Select(buffer => buffer.Name));
        Assert.NotEqual(scores, fresh.Forward(features, 3, training: false).ToArray());
        fresh.Restore(Safetensors.Read(Safetensors.Write(snapshot)));
        Assert.Equal(scores, fresh.Forward(features, 3, training: false).ToArray());
        Assert.Contains("'1.running_var'", Assert.Throws<ModelMismatchException>(() => fresh.Restore(new ModelSnapshot(snapshot.Tensors.Where(tensor => tensor.Name != "1.running_var")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchNorm_OneRowInTraining_IsRefusedByName()
    {
        var model = new GraphModel(new BatchNorm("layers.1", 3), 3);
        model.Forward(new float[3], 1, training: false);
        Assert.Contains("'layers.1'", Assert.Throws<InvalidOperationException>(() => model.Forward(new float[3], 1, training: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchNorm_Backward_MixesTheExamples_SoClippingRefusesTheModel()
    {
        var model = new GraphModel(new Sequential("model", new BatchNorm("norm", 2), new LinearModule("1", 2, 1, Source)), 2);
        model.Forward(new float[] { 1, 2, 3, 5 }, 2, training: true);
        Assert.Contains("'norm'", Assert.Throws<NotSupportedException>(() => model.BackwardClipped(new float[2], 1, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv2d_InitialValues_FillTheRangeOfOneOverTheRootOfTheFanIn()
    {
        var conv = new Conv2d("conv", 8, 64, new Extent(3, 5), Source, new ConvolutionOptions { Groups = 2 });
        float bound = 1 / MathF.Sqrt(4 * 15);
        float[] weights = conv.Parameters[0].Values.ToArray();
        Assert.Equal(["conv.weight [64, 4, 3, 5]", "conv.bias [64]"], conv.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"));
        Assert.InRange(weights.Max(), 0.99f * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.99f * bound);
        Assert.InRange(weights.Average(), -0.03f * bound, 0.03f * bound);
    }

    [Fact]
    public void Embedding_InitialValues_AreStandardNormal_ThePaddingRowIsZero()
    {
        var embedding = new Embedding("item", 401, 33, Source, paddingIndex: 7);
        float[] values = embedding.Parameters[0].Values.ToArray();
        Assert.All(values[(7 * 33)..(8 * 33)], value => Assert.Equal(0, value));
        float[] others = [.. values[..(7 * 33)], .. values[(8 * 33)..]];
        Assert.InRange(others.Average(), -0.03f, 0.03f);
        Assert.InRange(others.Average(value => value * value), 0.96f, 1.04f);
        Assert.InRange(others.Count(value => Math.Abs(value) > 1.959964f) / (double)others.Length, 0.045, 0.055);
    }

    [Fact]
    public void Embedding_Backward_TouchesTheRowsThatWereRead_NotThePadding()
    {
        var embedding = new Embedding("item", 6, 3, Source, paddingIndex: 2);
        var graph = new Graph();
        IndexTensor indices = graph.Indices("i", new TensorShape(4), 6);
        indices.Set([5, 2, 1, 5]);
        Tensor output = embedding.Forward(graph, indices);
        graph.Forward(training: true);
        graph.Backward(output, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        Parameter table = embedding.Parameters[0];
        Assert.Equal([1, 5], table.Touched!.Rows.ToArray().Order());
        Assert.Equal([0f, 1, 0, 0, 0, 2], Enumerable.Range(0, 6).Select(row => table.Gradient[row * 3]));
    }

    [Fact]
    public void EmbeddingBag_LengthsAndOffsets_AgreeWithPaddedBags()
    {
        var bag = new EmbeddingBag("words", 6, 20, Source, paddingIndex: 0);
        var graph = new Graph();
        IndexTensor padded = graph.Indices("padded", new TensorShape(3, 3), 6), lengths = graph.Indices("lengths", new TensorShape(3), 4);
        IndexTensor flat = graph.Indices("flat", new TensorShape(5), 6), offsets = graph.Indices("offsets", new TensorShape(3), 6);
        padded.Set([1, 2, 0, 0, 0, 0, 3, 3, 5]);
        lengths.Set([2, 0, 3]);
        flat.Set([1, 2, 3, 3, 5]);
        offsets.Set([0, 2, 2]);
        Tensor one = bag.Forward(graph, padded), two = bag.Forward(graph, padded, lengths), three = bag.ForwardAt(graph, flat, offsets);
        graph.Forward(training: false);
        Assert.Equal(one.Values.ToArray(), two.Values.ToArray());
        Assert.Equal(one.Values.ToArray(), three.Values.ToArray());
        Assert.All(one.Values[20..40].ToArray(), value => Assert.Equal(0, value));

        offsets.Set([0, 3, 2]);
        Assert.Contains("'offsets'", Assert.Throws<ArgumentException>(() => graph.Forward(training: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reshape_RowsOfFeatures_BecomeImages()
    {
        var model = new GraphModel(new Sequential("model", new Reshape("r", new TensorShape(1, 2, 3)), new MaxPool2d("p", new Extent(1, 3)), new Flatten("f")), 6);
        Assert.Equal([3f, 6], model.Forward(new float[] { 1, 2, 3, 6, 5, 4 }, 1, training: false).ToArray());
    }

    [Fact]
    public void Modules_ShapesThatDoNotFit_AreRefusedWithTheDimension()
    {
        var graph = new Graph();
        Tensor image = graph.Input(new TensorShape(2, 3, 4, 4)), rows = graph.Input(new TensorShape(2, 3));
        string Refusal(Func<Tensor> build) => Assert.ThrowsAny<ArgumentException>(build).Message;

        Assert.Contains("dimension 1 must be 3", Refusal(() => new Conv2d("c", 2, 4, 3, Source).Forward(graph, image)), StringComparison.Ordinal);
        Assert.Contains("does not fit", Refusal(() => new Conv2d("c", 3, 4, 5, Source).Forward(graph, image)), StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Refusal(() => new Conv2d("c", 3, 4, 1, Source).Forward(graph, rows)), StringComparison.Ordinal);
        Assert.Contains("2 groups", Refusal(() => { _ = new Conv1d("c", 3, 4, 1, Source, new ConvolutionOptions { Groups = 2 }); return rows; }), StringComparison.Ordinal);
        Assert.Contains("at most half", Refusal(() => new MaxPool2d("p", 2, padding: 2).Forward(graph, image)), StringComparison.Ordinal);
        Assert.Contains("must have 5 elements", Refusal(() => new LayerNorm("n", 5).Forward(graph, rows)), StringComparison.Ordinal);
        Assert.Contains("dimension 1 must be 4", Refusal(() => new BatchNorm("n", 4).Forward(graph, rows)), StringComparison.Ordinal);
        Assert.Contains("divide", Refusal(() => { _ = new GroupNorm("n", 2, 3); return rows; }), StringComparison.Ordinal);
        Assert.Contains("go up to 8", Refusal(() => new Embedding("e", 8, 2, Source).Forward(graph, graph.Indices("i", new TensorShape(2), 9))), StringComparison.Ordinal);
        Assert.Contains("[bags, size]", Refusal(() => new EmbeddingBag("e", 8, 2, Source).Forward(graph, graph.Indices("j", new TensorShape(2), 8))), StringComparison.Ordinal);
        Assert.Contains("stands twice", Refusal(() => graph.Permute(rows, 0, 0)), StringComparison.Ordinal);
        Assert.Contains("all others must agree", Refusal(() => graph.Concatenate([rows, image])), StringComparison.Ordinal);
        Assert.Contains("which has 3", Refusal(() => graph.Slice(rows, 1, 2, 2)), StringComparison.Ordinal);
    }
}
