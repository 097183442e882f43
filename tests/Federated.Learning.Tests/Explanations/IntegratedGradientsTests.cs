using Federated.Learning.Explanations;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Explanations;

public sealed class IntegratedGradientsTests
{
    [Fact]
    public void Of_Perceptron_AddsUpToTheOutputAndBetterWithMoreSteps()
    {
        IModel model = new PerceptronArchitecture { InputSize = 6, HiddenSizes = [12, 8], OutputSize = 3, Dropout = 0.5f }.Create(seed: 4);
        float[] reference = Values(1, 6), rows = Values(2, 5 * 6);
        double Gap(int steps) => Enumerable.Range(0, 5).Max(row => Math.Abs(
            IntegratedGradients.Of(model, reference, rows, output: 2, steps).Total(row) - model.Forward(rows.AsMemory(row * 6, 6), 1, training: false).Span[2]));

        Assert.True(Gap(256) < 2e-3, $"The gap is {Gap(256)}.");
        Assert.True(Gap(256) < Gap(4));
    }

    [Fact]
    public void Of_ModelWithoutHiddenLayer_IsWeightTimesDistance()
    {
        IModel model = PerceptronArchitecture.LogisticRegression(3).Create(seed: 4);
        float[] weights = model.Parameters[0].Values.ToArray(), reference = [1, 0, -1], row = [2, 3, 4];

        FeatureAttributions explained = IntegratedGradients.Of(model, reference, row, steps: 3);

        Assert.Equal([weights[0] * 1, weights[1] * 3, weights[2] * 5], explained.Of(0).ToArray(), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void InputGradients_NetworkAsItScores_AreItsFiniteDifferencesAndLeaveParametersAlone(bool normalised)
    {
        const int Rows = 4, Columns = 5;
        IModel model = new PerceptronArchitecture { InputSize = Columns, HiddenSizes = [7], OutputSize = 2, Dropout = 0.5f, BatchNorm = normalised }.Create(seed: 9);
        float[] rows = Values(3, Rows * Columns), gradients = new float[rows.Length];
        model.Forward(Values(8, 40 * Columns), 40, training: true);
        byte[] before = Gradients(model);

        model.InputGradients(rows, Rows, 1, gradients);

        Assert.Equal(before, Gradients(model));
        for (int index = 0; index < rows.Length; index++)
        {
            double slope = (Output(index, 1e-3f) - Output(index, -1e-3f)) / 2e-3;
            Assert.Equal(slope, gradients[index], 5e-3);
        }

        double Output(int index, float step)
        {
            float[] moved = [.. rows];
            moved[index] += step;
            return model.Forward(moved, Rows, training: false).Span[(index / Columns * 2) + 1];
        }
    }

    [Fact]
    public void Of_LengthsThatDoNotFit_AreRefused()
    {
        IModel model = PerceptronArchitecture.LogisticRegression(3).Create(seed: 4);

        Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(model, new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(model, new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => IntegratedGradients.Of(model, new float[3], new float[3], output: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntegratedGradients.Of(model, new float[3], new float[3], steps: 0));
    }

    private static byte[] Gradients(IModel model) =>
        [.. model.Parameters.SelectMany((Parameter parameter) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter.Gradient).ToArray())];

    private static float[] Values(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
