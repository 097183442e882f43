using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Optimizers;

public sealed class OptimizerOptionsTests
{
    [Fact]
    public void Validate_EveryValueOutOfRange_ReportsAllAtOnce()
    {
        static void Refuses(OptimizerOptions options, params string[] words)
        {
            string message = Assert.Throws<ArgumentException>(options.Validate).Message;
            Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
            Assert.Throws<ArgumentException>(() => options.Create([]));
        }

        Refuses(new SgdOptions { LearningRate = 0, WeightDecay = -1, Momentum = 1, Dampening = 2, Nesterov = true }, "learning rate", "weight decay", "momentum is 1", "dampening is 2", "Nesterov");
        Refuses(new AdamOptions { LearningRate = float.NaN, Beta1 = 1, Beta2 = -1, Epsilon = 0, DecayKind = (WeightDecayKind)7 }, "learning rate", "beta 1", "beta 2", "epsilon", "decay kind is 7");
        Refuses(new AdagradOptions { LearningRateDecay = -1, InitialSum = float.NaN, Epsilon = -1 }, "learning rate decay", "initial sum", "epsilon");
        Refuses(new RmsPropOptions { Memory = 1, Epsilon = 0, Momentum = 0.5f, Centered = true }, "memory", "epsilon", "centred");
        Refuses(new YogiOptions { Beta1 = 2, Beta2 = 2, Epsilon = 0, InitialSquare = -1 }, "beta 1", "beta 2", "epsilon", "initial square");
        Refuses(new AdamOptions { RowSparse = true, WeightDecay = 0.1f }, "row-sparse", "set one of them only");
    }

    [Fact]
    public void Create_Defaults_AreThoseOfPyTorch()
    {
        Assert.Equal((0.001f, 0.9f, 0.999f, 1e-8f, 0f), (new AdamOptions().LearningRate, new AdamOptions().Beta1, new AdamOptions().Beta2, new AdamOptions().Epsilon, new AdamOptions().WeightDecay));
        Assert.Equal((0.01f, 1e-10f), (new AdagradOptions().LearningRate, new AdagradOptions().Epsilon));
        Assert.Equal((0.01f, 0.99f, 1e-8f), (new RmsPropOptions().LearningRate, new RmsPropOptions().Memory, new RmsPropOptions().Epsilon));
    }

    [Fact]
    public void Yogi_ManySteps_AgreesWithTheAlgorithmInDoublePrecision()
    {
        const double rate = 0.02;
        var parameter = new Parameter("w", new TensorShape(21));
        double[] values = new double[21], means = new double[21], squares = [.. Enumerable.Repeat(1e-6, 21)];
        IOptimizer yogi = new YogiOptions { LearningRate = (float)rate }.Create([parameter]);
        for (int step = 1; step <= 20; step++)
        {
            for (int index = 0; index < 21; index++)
            {
                double slope = Math.Sin((index * 3) + step) * (step % 7 == 0 ? 10 : 1), square = slope * slope;
                parameter.Gradient[index] = (float)slope;
                means[index] = (0.9 * means[index]) + (0.1 * slope);
                squares[index] -= 0.001 * Math.Sign(squares[index] - square) * square;
                double mean = means[index] / (1 - Math.Pow(0.9, step)), estimate = squares[index] / (1 - Math.Pow(0.999, step));
                values[index] -= rate * mean / (Math.Sqrt(estimate) + 1e-3);
            }

            yogi.ApplyGradients();
        }

        for (int index = 0; index < 21; index++)
            Assert.Equal(values[index], parameter.Values[index], 1e-5);
    }
}
