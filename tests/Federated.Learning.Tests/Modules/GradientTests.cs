using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Modules;

public sealed class GradientTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(1, false, 9)]
    [InlineData(1, true, 17, 8)]
    [InlineData(3, true, 16, 5)]
    [InlineData(4, false)]
    public void Backward_EveryParameter_AgreesWithFiniteDifferencesInDoublePrecision(int outputs, bool weighted, params int[] hidden)
    {
        const int rows = 7, inputs = 5;
        var generator = new SeededGenerator(11);
        float[] features = [.. Enumerable.Range(0, rows * inputs).Select(_ => (float)((2 * generator.NextDouble()) - 1))];
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => (float)(row % Math.Max(2, outputs)))];
        float[] weights = weighted ? [.. Enumerable.Range(0, rows).Select(row => row * 0.5f)] : [];
        IModel model = new PerceptronArchitecture { InputSize = inputs, HiddenSizes = hidden, OutputSize = outputs }.Create(5);
        ILoss loss = outputs == 1 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy(outputs);

        var gradient = new float[rows * outputs];
        double value = loss.Evaluate(model.Forward(features, rows, training: true).Span, labels, weights, gradient);
        model.Backward(gradient);

        double[][] parameters = [.. model.Parameters.Select(parameter => parameter.Values.ToArray().Select(single => (double)single).ToArray())];
        double Reference() => ReferencePerceptron.Loss(parameters, model.Parameters, features, labels, weights, outputs);
        Assert.Equal(Reference(), value, 1e-6);
        for (int index = 0; index < parameters.Length; index++)
        {
            for (int element = 0; element < parameters[index].Length; element++)
            {
                const double step = 1e-6;
                double saved = parameters[index][element];
                parameters[index][element] = saved + step;
                double above = Reference();
                parameters[index][element] = saved - step;
                double slope = (above - Reference()) / (2 * step);
                parameters[index][element] = saved;
                Assert.Equal(slope, model.Parameters[index].Gradient[element], 1e-5);
            }
        }
    }

    [Fact]
    public void Backward_Twice_AddsTheGradientsUp()
    {
        IModel model = new PerceptronArchitecture { InputSize = 2 }.Create(1);
        float[] features = [3, -2];
        model.Forward(features, 1, training: true);
        model.Backward(new float[] { 0.5f });
        model.Backward(new float[] { 0.5f });

        Assert.Equal([3f, -2f], model.Parameters[0].Gradient.ToArray());
        Assert.Equal([1f], model.Parameters[1].Gradient.ToArray());
    }

    [Fact]
    public void Backward_WithoutATrainingPass_IsABug()
    {
        IModel model = new PerceptronArchitecture { InputSize = 2 }.Create(1);
        Assert.Throws<InvalidOperationException>(() => model.Backward(new float[1]));
        model.Forward(new float[2], 1, training: false);
        Assert.Throws<InvalidOperationException>(() => model.Backward(new float[1]));
        model.Forward(new float[2], 1, training: true);
        Assert.Throws<InvalidOperationException>(() => model.Backward(new float[2]));
    }
}
