using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Learning.Tests.Modules;

public sealed class PerceptronTests
{
    private static readonly PerceptronArchitecture Small = new() { InputSize = 3, HiddenSizes = [16, 4], OutputSize = 2 };

    [Fact]
    public void Create_Parameters_AreNamedAndShapedAsPublished()
    {
        Assert.Equal(
            [
                ("layers.0.weight", "[16, 3]"), ("layers.0.bias", "[16]"), ("layers.1.weight", "[4, 16]"), ("layers.1.bias", "[4]"),
                ("layers.2.weight", "[2, 4]"), ("layers.2.bias", "[2]"),
            ],
            Small.Create(1).Parameters.Select(parameter => (parameter.Name, parameter.Shape.ToString())));
    }

    [Fact]
    public void Create_BatchNorm_NormalisesEachHiddenLayerBeforeItsRectifier()
    {
        IModel model = new PerceptronArchitecture { InputSize = 1, HiddenSizes = [1], BatchNorm = true }.Create(1);
        Assert.Equal(
            ["layers.0.norm.running_mean", "layers.0.norm.running_var"], model.Buffers.Select(buffer => buffer.Name));
        model.Restore(new ModelSnapshot(
        [
            new SingleTensor("layers.0.weight", new TensorShape(1, 1), [2]), new SingleTensor("layers.0.bias", new TensorShape(1), [1]),
            new SingleTensor("layers.0.norm.weight", new TensorShape(1), [3]), new SingleTensor("layers.0.norm.bias", new TensorShape(1), [0.5f]),
            new SingleTensor("layers.0.norm.running_mean", new TensorShape(1), [5]), new SingleTensor("layers.0.norm.running_var", new TensorShape(1), [4]),
            new SingleTensor("layers.1.weight", new TensorShape(1, 1), [10]), new SingleTensor("layers.1.bias", new TensorShape(1), [-1]),
        ]));

        // 3·(2x + 1 − 5)/2 + 0.5 is 3.5 at x = 3 and negative at x = 0.
        float[] outputs = model.Forward(new float[] { 3, 0 }, 2, training: false).ToArray();
        Assert.Equal(34, outputs[0], 1e-3f);
        Assert.Equal(-1, outputs[1]);
    }

    [Fact]
    public void Create_InitialValues_FillTheRangeOfOneOverTheRootOfTheInputs()
    {
        IModel model = new PerceptronArchitecture { InputSize = 100, HiddenSizes = [100] }.Create(4);
        float[] weights = model.Parameters[0].Values.ToArray();

        Assert.All(weights, weight => Assert.InRange(weight, -0.1f, 0.1f));
        Assert.InRange(weights.Max(), 0.099f, 0.1f);
        Assert.InRange(weights.Average(), -0.002f, 0.002f);
        Assert.InRange(weights.Average(weight => weight * weight), 0.0032f, 0.00346f); // variance of the uniform law: 0.01/3
    }

    [Fact]
    public void Create_SameSeed_GivesTheSameModel_AnotherSeedAnother()
    {
        Assert.Equal(Small.Create(1).Capture().ContentHash(), Small.Create(1).Capture().ContentHash());
        Assert.NotEqual(Small.Create(1).Capture().ContentHash(), Small.Create(2).Capture().ContentHash());
    }

    [Fact]
    public void Forward_HandComputedWeights_GivesTheHandComputedLogit()
    {
        IModel model = new PerceptronArchitecture { InputSize = 2, HiddenSizes = [2] }.Create(0);
        model.Restore(new ModelSnapshot(
        [
            new SingleTensor("layers.0.weight", new TensorShape(2, 2), [1, 2, -1, 1]),
            new SingleTensor("layers.0.bias", new TensorShape(2), [0.5f, -3]),
            new SingleTensor("layers.1.weight", new TensorShape(1, 2), [2, 5]),
            new SingleTensor("layers.1.bias", new TensorShape(1), [-1]),
        ]));

        // Row 1: hidden (3.5, 0), logit 6. Row 2: hidden (max(-0.5, 0), 0), logit -1. Row 3: hidden (8.5, 1), logit 21.
        float[] features = [1, 1, 1, -1, 0, 4];
        Assert.Equal([6f, -1f, 21f], model.Forward(features, 3, training: false).ToArray());
    }

    [Fact]
    public void Restore_WhatWasCaptured_GivesTheSameOutputs()
    {
        IModel first = Small.Create(1), second = Small.Create(2);
        second.Restore(first.Capture());
        float[] features = [0.1f, -2, 3];

        Assert.Equal(first.Forward(features, 1, false).ToArray(), second.Forward(features, 1, false).ToArray());
    }

    [Fact]
    public void Restore_SnapshotOfAnotherArchitecture_NamesTheTensorAndChangesNothing()
    {
        IModel model = Small.Create(1);
        string before = model.Capture().ContentHash();
        NamedTensor[] tensors = [.. model.Capture().Tensors];
        string Refusal(IEnumerable<NamedTensor> changed) => Assert.Throws<ModelMismatchException>(() => model.Restore(new ModelSnapshot(changed))).Message;

        Assert.Contains("'layers.2.weight'", Refusal(tensors.Where(tensor => tensor.Name != "layers.2.weight")), StringComparison.Ordinal);
        Assert.Contains("'extra'", Refusal([.. tensors, new SingleTensor("extra", new TensorShape(0), [])]), StringComparison.Ordinal);
        Assert.Contains("F32 [2]", Refusal([.. tensors[..^2], tensors[^1], new DoubleTensor("layers.2.bias", new TensorShape(2), [0, 0])]), StringComparison.Ordinal);
        Assert.Contains("[2, 16]", Refusal(new PerceptronArchitecture { InputSize = 3, HiddenSizes = [16], OutputSize = 2 }.Create(1).Capture().Tensors.Concat(tensors[4..])), StringComparison.Ordinal);
        Assert.Equal(before, model.Capture().ContentHash());
    }

    [Fact]
    public void Forward_Dropout_DropsItsShareKeepsTheMean_AndRestsWhileScoring()
    {
        IModel model = new PerceptronArchitecture { InputSize = 1, HiddenSizes = [1000], Dropout = 0.25f }.Create(3);
        model.Parameters[0].Values.Clear();
        model.Parameters[1].Values.Fill(1);
        model.Parameters[2].Values.Fill(0.001f);
        model.Parameters[3].Values.Clear();
        float[] features = new float[100];

        Assert.All(model.Forward(features, 100, training: false).ToArray(), logit => Assert.Equal(1f, logit, 1e-4f));
        float[] trained = model.Forward(features, 100, training: true).ToArray();
        Assert.InRange(trained.Average(), 0.99f, 1.01f);
        Assert.True(trained.Distinct().Count() > 10);
    }

    [Fact]
    public void Backward_Dropout_CutsTheUnitsThatWereDropped()
    {
        IModel model = new PerceptronArchitecture { InputSize = 1, HiddenSizes = [64], Dropout = 0.5f }.Create(3);
        model.Parameters[0].Values.Fill(1);
        model.Parameters[1].Values.Clear();
        model.Parameters[2].Values.Fill(1);
        float[] features = [1];
        model.Forward(features, 1, training: true);
        model.Backward(new float[] { 1 });

        // A unit that was kept outputs 2, so its outgoing weight has slope 2, and its incoming one slope 2; a dropped one has neither.
        Assert.Equal(model.Parameters[2].Gradient.ToArray(), model.Parameters[0].Gradient.ToArray());
        Assert.Equal([0f, 2f], model.Parameters[0].Gradient.ToArray().Distinct().Order());
    }

    [Fact]
    public void Create_SizesOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => (Small with { InputSize = 0 }).Create(0));
        Assert.Throws<ArgumentException>(() => (Small with { OutputSize = 0 }).Create(0));
        Assert.Throws<ArgumentException>(() => (Small with { HiddenSizes = [4, 0] }).Create(0));
        Assert.Throws<ArgumentException>(() => (Small with { Dropout = 1 }).Create(0));
        Assert.Throws<ArgumentException>(() => (Small with { Dropout = float.NaN }).Create(0));
    }

    [Fact]
    public void Forward_FeaturesOfAnotherWidth_AreRefused()
        => Assert.Contains("rows of 3 features", Assert.Throws<ArgumentException>(() => Small.Create(0).Forward(new float[4], 2, false)).Message, StringComparison.Ordinal);
}
