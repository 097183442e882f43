using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Personalisation;

public sealed class InterpolationTests
{
    [Fact]
    public void Choose_AnyLogits_IsTheBestOfTheGrid()
    {
        LabelledRows rows = PersonalCase.Rows(200, 1, 1.5);
        ReadOnlySpan<float> features = rows.Features.Span;
        float[] joint = new float[200], local = new float[200];
        for (int row = 0; row < 200; row++)
            (joint[row], local[row]) = (3 * features[row * 3], (0.4f * features[row * 3]) + features[(row * 3) + 1]);

        double MeanLoss(double share) => Enumerable.Range(0, 200).Average(
            row => Math.Log(1 + Math.Exp((1 - (2 * rows.Labels.Span[row])) * ((share * joint[row]) + ((1 - share) * local[row])))));
        double expected = Enumerable.Range(0, 11).Select(step => step / 10.0).MinBy(MeanLoss);
        Assert.Equal(expected, Interpolation.Choose(joint, local, rows, new BinaryCrossEntropy(), 10));
        Assert.InRange(expected, 0.1, 0.9);
    }

    [Fact]
    public void Choose_EqualModels_IsTheJointOne()
        => Assert.Equal(1, Interpolation.Choose([1, -1], [1, -1], PersonalCase.Rows(2, 1, 1), new BinaryCrossEntropy(), 4));

    [Fact]
    public void Mix_Ends_AreTheModelsThemselves()
    {
        Assert.Equal([1f, 2f], Interpolation.Mix([1, 2], [5, 7], 1));
        Assert.Equal([5f, 7f], Interpolation.Mix([1, 2], [5, 7], 0));
        Assert.Equal([2f, 3.25f], Interpolation.Mix([1, 2], [5, 7], 0.75));
        Assert.Throws<ArgumentException>(() => Interpolation.Mix([1, 2], [5], 0.5));
    }
}
