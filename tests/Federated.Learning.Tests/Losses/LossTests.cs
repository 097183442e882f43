using Federated.Learning.Losses;

namespace Federated.Learning.Tests.Losses;

public sealed class LossTests
{
    [Fact]
    public void BinaryCrossEntropy_HandComputedRows_GivesMeanAndSlopes()
    {
        var gradient = new float[2];
        double loss = new BinaryCrossEntropy().Evaluate([0, 2], [1, 0], [], gradient);

        Assert.Equal((Math.Log(2) + Math.Log(1 + Math.Exp(2))) / 2, loss, 1e-12);
        Assert.Equal(-0.25f, gradient[0], 1e-6f);
        Assert.Equal(0.8807971f / 2, gradient[1], 1e-6f);
    }

    [Theory]
    [InlineData(1000, 1, 0)]
    [InlineData(1000, 0, 1000)]
    [InlineData(-1000, 1, 1000)]
    [InlineData(-1000, 0, 0)]
    public void BinaryCrossEntropy_ExtremeLogits_StayFinite(float logit, float label, double expected)
        => Assert.Equal(expected, new BinaryCrossEntropy().Evaluate([logit], [label], [], new float[1]), 1e-12);

    [Fact]
    public void BinaryCrossEntropy_Weights_CountRowsThatManyTimes()
    {
        float[] gradient = new float[2], repeated = new float[4];
        var loss = new BinaryCrossEntropy();

        double weighted = loss.Evaluate([1, -2], [0, 1], [3, 1], gradient);

        Assert.Equal(loss.Evaluate([1, 1, 1, -2], [0, 0, 0, 1], [], repeated), weighted, 1e-12);
        Assert.Equal(repeated[0] * 3, gradient[0], 1e-6f);
        Assert.Equal(repeated[3], gradient[1], 1e-6f);
        Assert.Equal(0, loss.Evaluate([1, -2], [0, 1], [0, 0], gradient));
        Assert.Equal([0f, 0f], gradient);
    }

    [Fact]
    public void SoftmaxCrossEntropy_HandComputedRow_GivesLossAndSlopes()
    {
        var gradient = new float[3];
        double loss = new SoftmaxCrossEntropy(3).Evaluate([0, MathF.Log(2), MathF.Log(5)], [1], [], gradient);

        Assert.Equal(Math.Log(4), loss, 1e-6);
        Assert.Equal(1 / 8f, gradient[0], 1e-6f);
        Assert.Equal((2 / 8f) - 1, gradient[1], 1e-6f);
        Assert.Equal(5 / 8f, gradient[2], 1e-6f);
    }

    [Fact]
    public void SoftmaxCrossEntropy_TwoClasses_EqualsTheBinaryLossOfTheDifference()
    {
        double binary = new BinaryCrossEntropy().Evaluate([1.5f], [1], [], new float[1]);

        Assert.Equal(binary, new SoftmaxCrossEntropy(2).Evaluate([-1, 0.5f], [1], [], new float[2]), 1e-6);
        Assert.Equal(2000, new SoftmaxCrossEntropy(2).Evaluate([1000, -1000], [1], [], new float[2]), 1e-6);
    }

    [Fact]
    public void RequireLabels_OutOfRange_NamesTheRow()
    {
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy().RequireLabels([0, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 2", Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy(3).RequireLabels([0, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy(3).RequireLabels([0.5f]));
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy().RequireLabels([float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy(1));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(800, 1)]
    [InlineData(-800, 0)]
    [InlineData(1, 0.7310585786300049)]
    public void Sigmoid_AnyLogit_IsTheProbability(double logit, double probability) => Assert.Equal(probability, Logistic.Sigmoid(logit), 1e-15);

    [Theory]
    [InlineData(50, 1.9287498479639178e-22)]
    [InlineData(20, 2.061153620314381e-9)]
    [InlineData(-1, 1.3132616875182228)]
    public void Logistic_ConfidentLogit_KeepsItsSmallLoss(double logit, double expected)
        => Assert.Equal(expected, Logistic.CrossEntropy(logit, 1), expected * 1e-14);

    [Fact]
    public void Evaluate_DerivativeNearTheSubnormalNumbers_IsZero()
    {
        float[] logits = [.. Enumerable.Repeat(-80f, 19)], gradient = new float[19];
        logits[3] = -60;
        new BinaryCrossEntropy().EvaluateSum(logits, new float[19], [], gradient);

        Assert.Equal(8.7565107626965e-27, gradient[3], 1e-32);
        Assert.All(gradient.Where((_, row) => row != 3), value => Assert.Equal(0f, value));
    }
}
