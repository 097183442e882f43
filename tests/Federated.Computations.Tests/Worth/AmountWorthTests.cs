using System.Collections.Immutable;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Worth;

public sealed class AmountWorthTests
{
    private static readonly ImmutableArray<WorthMeasure> Measures =
    [
        WorthMeasure.UpTo(WorthMetric.RootSquaredError, 50_000), WorthMeasure.UpTo(WorthMetric.AbsoluteError, 50_000),
        WorthMeasure.Of(WorthMetric.Determination), WorthMeasure.Of(WorthMetric.LiftAtTenth), WorthMeasure.UpTo(WorthMetric.Surprise, 1024),
    ];

    [Fact]
    public void AmountScores_AnySample_AgreeWithTheDefinitions()
    {
        var generator = new SeededGenerator(3);
        double[] predicted = [.. Enumerable.Range(0, 80).Select(_ => (double)(float)(40 * generator.NextDouble()))];
        float[] amounts = [.. predicted.Select(value => generator.NextBelow(3) == 0 ? 0 : (float)(value + (20 * generator.NextDouble()) - 5)).Select(value => Math.Max(0, value))];
        var scores = new AmountScores(predicted, amounts, WorthModel.Joint);
        for (int sample = 0; sample < 20; sample++)
        {
            int[] rows = [.. Enumerable.Range(0, 60).Select(_ => generator.NextBelow(80))];
            float[] drawn = [.. rows.Select(row => (float)predicted[row])], truth = [.. rows.Select(row => amounts[row])];
            Assert.Equal(RegressionMetrics.RootMeanSquaredError(drawn, truth), scores.Statistic(WorthMetric.RootSquaredError)(rows), 1e-5);
            Assert.Equal(RegressionMetrics.MeanAbsoluteError(drawn, truth), scores.Statistic(WorthMetric.AbsoluteError)(rows), 1e-5);
            Assert.Equal(RegressionMetrics.Determination(drawn, truth), scores.Statistic(WorthMetric.Determination)(rows), 1e-5);
        }

        int[] all = [.. Enumerable.Range(0, 80)];
        double best = all.OrderByDescending(row => predicted[row]).Take(8).Sum(row => (double)amounts[row]);
        Assert.Equal(best / amounts.Sum(amount => (double)amount) * 10, scores.Statistic(WorthMetric.LiftAtTenth)(all), 1e-9);
        Assert.True(double.IsNaN(scores.Statistic(WorthMetric.AreaUnderCurve)(all)));
        Assert.True(double.IsNaN(new AmountScores([1, 2], [3, 3], WorthModel.Joint).Statistic(WorthMetric.Determination)([0, 1])));
        Assert.Throws<ArgumentException>(() => new AmountScores([1, double.NaN], [3, 3], WorthModel.Joint));
        Assert.Throws<ArgumentException>(() => new AmountScores([1], [3, 3], WorthModel.Joint));
    }

    [Fact]
    public void ClassScores_MacroF1_IsThatOfTheConfusionMatrix()
    {
        var scores = new ClassScores([2, 0, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0], [0, 1, 2, 1], WorthModel.Local);
        Assert.Equal(new ConfusionMatrix(3, [0, 1, 2, 1], [0, 1, 2, 0]).MacroF1, scores.Statistic(WorthMetric.MacroF1)([0, 1, 2, 3]), 1e-12);
        Assert.Equal(1, scores.Statistic(WorthMetric.MacroF1)([0, 1, 2]), 1e-12);
    }

    [Fact]
    public void Apply_QuantisedPartners_TellsMeansOfErrorsAndOfFiguresBelowZero()
    {
        PartnerWorth[] partners = [Of(1, 0.9), Of(2, 1.1), Of(3, 0.5)];
        var computation = new FederatedWorth();
        var requested = new WorthRequested(measures: Measures);
        ContributionSpec specification = computation.Specify(requested);
        var values = new double[specification.Length];
        foreach (PartnerWorth partner in partners)
        {
            var contribution = new Contribution(specification);
            computation.Contribute(requested, partner, contribution);
            for (int index = 0; index < values.Length; index++)
                values[index] += Math.Round(contribution.Values[index] * specification.Scale) / specification.Scale;
        }

        WorthResult result = ((WorthComputed)computation.Apply(requested, new SecureSum(values, 3, 3))).Result;
        WorthResult read = WorthSnapshot.Read(Safetensors.Read(Safetensors.Write(WorthSnapshot.Write(result))), Measures);
        foreach (WorthMetric metric in Measures.Select(measure => measure.Metric))
        {
            double[] joint = [.. partners.Select(partner => partner[WorthModel.Joint, metric])], gains = [.. partners.Select(partner => partner[WorthModel.Joint, metric] - partner[WorthModel.Local, metric])];
            WorthFigure value = read.Of(WorthModel.Joint, metric)!;
            Assert.Equal(joint.Average(), value.Mean, 1e-8);
            Assert.Equal(Math.Sqrt(joint.Sum(each => Math.Pow(each - joint.Average(), 2)) / 2), value.Deviation, 1e-3);
            Assert.Equal(gains.Average(), read.GainOf(WorthModel.Joint, metric)!.Mean, 1e-8);
        }

        Assert.Null(read.Of(WorthModel.Joint, WorthMetric.Accuracy));
        Assert.Throws<ContributionException>(() => WorthSnapshot.Read(WorthSnapshot.Write(result)));
        Assert.Throws<ArgumentException>(() => computation.Contribute(requested, new PartnerWorth(5, (_, _) => 0.5), new Contribution(specification)));
    }

    [Fact]
    public void Measures_FiguresWithoutBound_AreCutAndOthersRefused()
    {
        PartnerWorth Of(WorthMeasure measure, double value) => new(5, (_, _) => value, [measure]);
        Assert.Equal(10, Of(WorthMeasure.UpTo(WorthMetric.AbsoluteError, 10), 1e9)[WorthModel.Joint, WorthMetric.AbsoluteError]);
        Assert.Equal(-1, Of(WorthMeasure.Of(WorthMetric.Determination), -70)[WorthModel.Joint, WorthMetric.Determination]);
        Assert.Equal(-4, Of(WorthMeasure.UpTo(WorthMetric.Surprise, 4), -9)[WorthModel.Joint, WorthMetric.Surprise]);
        Assert.Throws<ArgumentException>(() => Of(WorthMeasure.UpTo(WorthMetric.AbsoluteError, 10), -1));
        Assert.Throws<ArgumentException>(() => Of(WorthMeasure.Of(WorthMetric.MacroF1), 1.1));
        Assert.Throws<ArgumentException>(() => Of(WorthMeasure.Of(WorthMetric.Determination), 1.1));
        Assert.Throws<ArgumentException>(() => WorthMeasure.Of(WorthMetric.AbsoluteError));
        Assert.Throws<ArgumentException>(() => WorthMeasure.UpTo(WorthMetric.Accuracy, 1));
        Assert.Throws<ArgumentException>(() => WorthMeasure.UpTo(WorthMetric.SquaredDistance, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new WorthRequested(measures: [WorthMeasure.Of(WorthMetric.Accuracy), WorthMeasure.Of(WorthMetric.Accuracy)]));
    }

    [Fact]
    public void Sentence_OfAnError_CallsLessBetter()
    {
        var generator = new SeededGenerator(8);
        float[] amounts = [.. Enumerable.Range(0, 200).Select(_ => (float)(100 * generator.NextDouble()))];
        double[] near = [.. amounts.Select(amount => amount + generator.NextDouble())], far = [.. amounts.Select(amount => amount + (60 * generator.NextDouble()))];
        string Said(double[] local, double[] others)
        {
            var scores = Enum.GetValues<WorthModel>().ToDictionary(model => model, model => new AmountScores(model == WorthModel.Local ? local : others, amounts, model));
            return WorthTable.Of(200, [.. Measures.Take(4)], (model, metric) => scores[model].Statistic(metric), 1, resamples: 100).Sentence;
        }

        Assert.Matches(@"^Training together is better for you, −\d+\.\d root mean squared error over your own rows alone \(95 % interval .*; less is better\.$", Said(far, near));
        Assert.StartsWith("Training together makes it worse for you, +", Said(near, far), StringComparison.Ordinal);
        Assert.StartsWith("There is nothing to compare", WorthTable.Of(5, Measures, (_, _) => _ => double.NaN, 1).Sentence, StringComparison.Ordinal);
    }

    private static PartnerWorth Of(int seed, double factor) => new(50 * seed, (model, metric) => metric switch
    {
        WorthMetric.RootSquaredError => factor * (40 + (int)model),
        WorthMetric.AbsoluteError => factor * (20 + (2 * (int)model)),
        WorthMetric.Determination => (0.3 * factor * (int)model) - 0.4,
        WorthMetric.LiftAtTenth => 2 + factor,
        _ => (factor * (int)model) - 1.5,
    }, Measures);
}
