using Federated.Learning.Metrics;

namespace Federated.Learning.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("many_classes");

    [Theory]
    [InlineData("")]
    [InlineData("_weighted")]
    public void ConfusionMatrix_ClassesThatNeverOccurOnOneSide_EqualsThePeer(string suffix)
    {
        float[] weights = suffix.Length > 0 ? Fixture.Singles("weights") : [];
        var matrix = new ConfusionMatrix((int)Fixture.Number("classes"), Fixture.Integers("labels"), Fixture.Integers("predictions"), weights);
        int[] classes = [.. Enumerable.Range(0, matrix.Classes)];

        Assert.Equal(Fixture.Number("accuracy" + suffix), matrix.Accuracy, 1e-9);
        Assert.Equal(Fixture.Number("micro_f1" + suffix), matrix.Accuracy, 1e-9);
        Assert.Equal(Fixture.Number("macro_precision" + suffix), matrix.MacroPrecision, 1e-9);
        Assert.Equal(Fixture.Number("macro_recall" + suffix), matrix.MacroRecall, 1e-9);
        Assert.Equal(Fixture.Number("macro_f1" + suffix), matrix.MacroF1, 1e-9);
        Assert.All(classes, one => Assert.Equal(Fixture.Numbers("precision" + suffix)[one], matrix.Precision(one), 1e-9));
        Assert.All(classes, one => Assert.Equal(Fixture.Numbers("recall" + suffix)[one], matrix.Recall(one), 1e-9));
        Assert.All(classes, one => Assert.Equal(Fixture.Numbers("f1" + suffix)[one], matrix.F1(one), 1e-9));
    }

    [Fact]
    public void ConfusionMatrix_DeclaredClassThatOccursNowhere_IsLeftOutOfMacroAverages()
    {
        var matrix = new ConfusionMatrix(9, [0, 1, 1], [0, 1, 1]);

        Assert.Equal(1, matrix.MacroF1);
        Assert.Equal(2, matrix[1, 1]);
    }

    [Fact]
    public void ConfusionMatrix_ClassOutOfRange_IsRefusedByRow()
    {
        Assert.Contains("Row 1 has label 3", Assert.Throws<ArgumentException>(() => new ConfusionMatrix(3, [0, 3], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0 has prediction -1", Assert.Throws<ArgumentException>(() => new ConfusionMatrix(3, [0, 2], [-1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(3, [0], [0])[0, 3]);
    }
}
