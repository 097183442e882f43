using Federated.Learning.Explanations;
using Federated.Learning.Linear;

namespace Federated.Learning.Tests.Explanations;

public sealed class LinearContributionsTests
{
    [Fact]
    public void Of_LinearModel_IsWeightTimesDistanceFromTheMeanAndAddsUp()
    {
        var model = new LinearModel([2, -3], 1);

        FeatureAttributions explained = LinearContributions.Of(model, [1, 2], [4, 2, 0, 5]);

        Assert.Equal(-3, explained.BaseValues[0]);
        Assert.Equal([6, 0], explained.Of(0).ToArray());
        Assert.Equal([-2, -9], explained.Of(1).ToArray());
        Assert.Equal(1 + (2 * 0) - (3 * 5), explained.Total(1));
        Assert.Equal([new Reason(1, -9), new Reason(0, -2)], explained.Strongest(1, 5).ToArray());
        Assert.Equal([new Reason(0, 6)], explained.Strongest(0, 5).ToArray());
    }

    [Fact]
    public void Of_SoftmaxModel_ExplainsTheScoreOfEachClass()
    {
        var model = new SoftmaxModel([1, 2, 0.5, -1, 0, 3, 0, 1, 0], 3);

        FeatureAttributions explained = LinearContributions.Of(model, [1, 1], [2, 3, 0, 1]);

        Assert.Equal(3, explained.Outputs);
        Assert.Equal([1, 4], explained.Of(0, 0).ToArray());
        Assert.Equal([-1, 0], explained.Of(0, 1).ToArray());
        Assert.Equal([0, 0], explained.Of(1, 2).ToArray());
        Assert.Equal((1 * 2) + (2 * 3) + 0.5, explained.Total(0, 0));
        Assert.Equal(3, explained.Total(1, 1));
    }

    [Fact]
    public void Of_LengthsThatDoNotFit_AreRefused()
    {
        var model = new LinearModel([2, -3], 1);

        Assert.Throws<ArgumentException>(() => LinearContributions.Of(model, [1], [4, 2]));
        Assert.Throws<ArgumentException>(() => LinearContributions.Of(model, [1, 2], [4, 2, 0]));
    }
}
