using Federated.ClientNode.Scoring;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class HeldOutQualityTests
{
    [Fact]
    public void Of_KnownScores_GivesTheTextbookFigures()
    {
        var quality = HeldOutQuality.Of([0.9f, 0.8f, 0.3f, 0.6f], [1, 0, 0, 1]);
        Assert.Equal((4, 2), (quality.Rows, quality.Positives));
        Assert.Equal(0.75, quality.AreaUnderCurve);
        Assert.Equal(0.75, quality.Accuracy);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.7) + Math.Log(0.6)) / 4, quality.LogLoss ?? 0, 6);
    }

    [Fact]
    public void Of_CertainAndWrong_StaysFinite()
    {
        var quality = HeldOutQuality.Of([0, 1], [1, 0]);
        Assert.Equal(-Math.Log(1e-7), quality.LogLoss ?? 0, 6);
        Assert.Equal(0, quality.AreaUnderCurve);
    }

    [Fact]
    public void Of_OneClass_HasNoArea() => Assert.Null(HeldOutQuality.Of([0.5f, 0.7f], [1, 1]).AreaUnderCurve);
}
