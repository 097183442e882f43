using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Optimizers;

public sealed class OptimizerTests
{
    [Fact]
    public void Adam_FirstStep_MovesByTheLearningRateWhateverTheGradient()
    {
        Parameter parameter = OfGradient(1, 100, -0.001f);
        new Adam([parameter], new AdamOptions { LearningRate = 0.1f }).ApplyGradients();

        Assert.Equal(0.9f, parameter.Values[0], 1e-4f);
        Assert.Equal(1.1f, parameter.Values[1], 1e-4f);
        Assert.Equal([0f, 0f], parameter.Gradient.ToArray());
    }

    [Fact]
    public void Adam_ManySteps_AgreesWithTheAlgorithmInDoublePrecision()
    {
        const double rate = 0.01, decay = 0.1;
        var parameter = new Parameter("w", new TensorShape(21)); // two vectors of eight and a scalar rest
        double[] values = [.. Enumerable.Range(0, 21).Select(index => index * 0.1)], means = new double[21], squares = new double[21];
        for (int index = 0; index < 21; index++)
            parameter.Values[index] = (float)values[index];
        var adam = new Adam([parameter], new AdamOptions { LearningRate = (float)rate, WeightDecay = (float)decay });
        for (int step = 1; step <= 20; step++)
        {
            for (int index = 0; index < 21; index++)
            {
                double slope = Math.Sin((index * 3) + step);
                parameter.Gradient[index] = (float)slope;
                means[index] = (0.9 * means[index]) + (0.1 * slope);
                squares[index] = (0.999 * squares[index]) + (0.001 * slope * slope);
                double mean = means[index] / (1 - Math.Pow(0.9, step)), square = squares[index] / (1 - Math.Pow(0.999, step));
                values[index] = (values[index] * (1 - (rate * decay))) - (rate * mean / (Math.Sqrt(square) + 1e-8));
            }

            adam.ApplyGradients();
        }

        for (int index = 0; index < 21; index++)
            Assert.Equal(values[index], parameter.Values[index], 1e-5);
    }

    [Fact]
    public void Sgd_TwoSteps_KeepsItsVelocity()
    {
        Parameter parameter = OfGradient(1, 2, 0);
        var sgd = new Sgd([parameter], learningRate: 0.1f, momentum: 0.5f, weightDecay: 0.1f);

        sgd.ApplyGradients(); // v = 2 + 0.1, θ = 1 − 0.21
        Assert.Equal(0.79f, parameter.Values[0], 1e-6f);
        sgd.ApplyGradients(); // v = 1.05 + 0.079, θ = 0.79 − 0.1129
        Assert.Equal(0.6771f, parameter.Values[0], 1e-6f);
    }

    private static Parameter OfGradient(float value, params float[] slopes)
    {
        var parameter = new Parameter("w", new TensorShape(slopes.Length));
        parameter.Values.Fill(value);
        slopes.CopyTo(parameter.Gradient);
        return parameter;
    }
}
