using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.Worth;

public sealed class WorthTableTests
{
    [Fact]
    public void Of_TwoClasses_HasTheMetricsOfLearning()
    {
        (float[] labels, float[] good, float[] poor) = Scores(500);
        WorthTable table = Table(labels, poor, good);

        Assert.Equal(16, table.Lines.Length);
        double Value(WorthModel model, WorthMetric metric) => Assert.Single(table.Lines, line => line.Model == model && line.Metric == metric).Value.Estimate;
        Assert.Equal(AreaUnderCurve.Exact(good, labels), Value(WorthModel.Chosen, WorthMetric.AreaUnderCurve), 1e-9);
        Assert.Equal(AreaUnderCurve.Exact(poor, labels), Value(WorthModel.Local, WorthMetric.AreaUnderCurve), 1e-9);
        Assert.Equal(TwoClassMetrics.LogLoss(good, labels), Value(WorthModel.Joint, WorthMetric.LogLoss), 1e-6);
        Assert.Equal(TwoClassMetrics.Confusion(good, labels).Accuracy, Value(WorthModel.Personalised, WorthMetric.Accuracy), 1e-9);
        Assert.Equal(CumulativeGain.Lift(good, labels, 50), Value(WorthModel.Chosen, WorthMetric.LiftAtTenth), 1e-9);
        Assert.All(table.Lines, line => Assert.InRange(line.Value.Estimate, line.Value.Lower, line.Value.Upper));
        Assert.All(table.Lines, line => Assert.Equal(line.Value.Estimate, table.Worth[line.Model, line.Metric], 1e-12));
    }

    // Ties and rows that are drawn several times: against sorting the sample anew.
    [Fact]
    public void RankedRows_AnySample_AgreesWithSortingIt()
    {
        var generator = new SeededGenerator(3);
        float[] scores = [.. Enumerable.Range(0, 60).Select(_ => (float)generator.NextBelow(12))];
        float[] labels = [.. scores.Select(score => generator.NextDouble() * 12 < score ? 1f : 0f)];
        var ranked = new RankedRows(scores, labels);
        for (int sample = 0; sample < 50; sample++)
        {
            int[] rows = [.. Enumerable.Range(0, 1 + generator.NextBelow(80)).Select(_ => generator.NextBelow(60))];
            float[] drawn = [.. rows.Select(row => scores[row])], truth = [.. rows.Select(row => labels[row])];
            Assert.Equal(AreaUnderCurve.Exact(drawn, truth), ranked.AreaUnderCurve(rows), 1e-12);
            Assert.Equal(CumulativeGain.Lift(drawn, truth, (rows.Length + 9) / 10), ranked.LiftAtTenth(rows), 1e-12);
        }
    }

    [Fact]
    public void Of_PairedGain_IsKnownBetterThanItsParts()
    {
        (float[] labels, float[] good, _) = Scores(500);
        float[] nearly = [.. good.Select((score, row) => score + (row % 2 == 0 ? 0.05f : -0.05f))];
        WorthLine line = Assert.Single(Table(labels, nearly, good).Lines, line => line.Model == WorthModel.Chosen && line.Metric == WorthMetric.AreaUnderCurve);

        Assert.True(line.Gain!.Upper - line.Gain.Lower < 0.2 * (line.Value.Upper - line.Value.Lower));
    }

    [Fact]
    public void Sentence_GainLossNothingAndDoubt_AreSaidAsTheyAre()
    {
        (float[] labels, float[] good, float[] poor) = Scores(500);
        string Said(float[] local, float[] chosen) => Table(labels, local, chosen).Sentence;

        Assert.Matches(@"^Training together gives you \+0\.\d{3} area under the curve over your own rows alone \(95 % interval \+0\.\d{3} to \+0\.\d{3}, 500 test rows\)\.$", Said(poor, good));
        Assert.StartsWith("Training together makes it worse for you, −0.", Said(good, poor), StringComparison.Ordinal);
        Assert.StartsWith("Training together gives you nothing here", Said(good, good), StringComparison.Ordinal);
        var generator = new SeededGenerator(9);
        float[] other = [.. good.Select(score => score + (float)generator.NextDouble() - 0.5f)];
        Assert.StartsWith("Training together makes no difference that your test rows can show", Said(other, [.. other.Select((score, row) => score + (row % 7 * 0.1f))]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ThreeClasses_GoesByAccuracy()
    {
        var generator = new SeededGenerator(5);
        float[] labels = [.. Enumerable.Range(0, 300).Select(row => (float)(row % 3))];
        float[] Logits(double skill) => [.. labels.SelectMany(label => Enumerable.Range(0, 3).Select(output => (float)((output == label ? skill : 0) + generator.NextDouble())))];
        float[] good = Logits(0.9), poor = Logits(0.1);
        WorthTable table = Table(labels, poor, good);

        Assert.Equal([WorthMetric.LogLoss, WorthMetric.Accuracy], table.Lines.Select(line => line.Metric).Distinct());
        Assert.Contains("accuracy", table.Sentence, StringComparison.Ordinal);
        int hits = Enumerable.Range(0, 300).Count(row => good.AsSpan(row * 3, 3).IndexOf(good.Skip(row * 3).Take(3).Max()) == (int)labels[row]);
        Assert.Equal(hits / 300.0, table.Worth[WorthModel.Chosen, WorthMetric.Accuracy], 1e-12);
        Assert.True(double.IsNaN(table.Worth[WorthModel.Local, WorthMetric.AreaUnderCurve]));
    }

    [Fact]
    public void Of_OneClassOrBadInput_SaysSo()
    {
        float[] labels = [1, 1, 1], scores = [1, 2, 3];
        WorthTable table = Table(labels, scores, scores);
        Assert.DoesNotContain(table.Lines, line => line.Metric == WorthMetric.AreaUnderCurve);

        Assert.Throws<ArgumentException>(() => WorthTable.Of(labels, new Dictionary<WorthModel, float[]> { [WorthModel.Local] = scores }, 1));
        Assert.Throws<ArgumentException>(() => Table(labels, scores, [1, 2]));
        Assert.Throws<ArgumentException>(() => Table(labels, scores, [1, 2, float.NaN]));
        Assert.Throws<ArgumentException>(() => Table([0, 1, 2], scores, scores));
        Assert.Throws<ArgumentException>(() => Table([], [], []));
    }

    private static WorthTable Table(float[] labels, float[] local, float[] others) => WorthTable.Of(
        labels, Enum.GetValues<WorthModel>().ToDictionary(model => model, model => model == WorthModel.Local ? local : others), 7, resamples: 200);

    private static (float[] Labels, float[] Good, float[] Poor) Scores(int rows)
    {
        var generator = new SeededGenerator(2);
        double[] truth = [.. Enumerable.Range(0, rows).Select(_ => (6 * generator.NextDouble()) - 3)];
        float[] labels = [.. truth.Select(logit => 1 / (1 + Math.Exp(-logit)) > generator.NextDouble() ? 1f : 0f)];
        float[] good = [.. truth.Select(logit => (float)logit)], poor = [.. truth.Select(logit => (float)(logit + (12 * generator.NextDouble()) - 6))];
        return (labels, good, poor);
    }
}
