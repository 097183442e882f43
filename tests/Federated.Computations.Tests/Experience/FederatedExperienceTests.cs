using System.Collections.Immutable;
using Federated.Computations.Experience;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Experience;

public sealed class FederatedExperienceTests
{
    private static readonly ExperienceRequest Satisfaction = new(SurveyKind.Satisfaction, 1, 5, ["north", "south"], ["May", "June", "July"], ["price", "noise"]);
    private readonly FederatedExperience _survey = new();

    [Fact]
    public void Apply_QuantisedSumOfThreeNodes_HasThePooledCountsAndCorrelations()
    {
        SurveyAnswer[] answers = Draw(900, 1);
        ExperienceResult result = Run(Satisfaction, answers[..20], answers[20..300], answers[300..]);

        for (int group = 0; group < 2; group++)
            Assert.Equal(Distribution(answers.Where(answer => answer.Group == group)), result.Groups.Row(group)!.Value.ToArray());
        Assert.Equal(Distribution(answers.Where(answer => answer.Group < 0)), result.Groups.Others.ToArray());
        Assert.Equal(Distribution(answers.Where(answer => answer.Period == 2)), result.Periods.Row(2)!.Value.ToArray());
        Assert.Equal(Distribution(answers), result.Groups.Total.ToArray());
        for (int driver = 0; driver < 2; driver++)
            Assert.Equal(Pearson(answers, driver), result.Correlations[driver], 1e-6);
        Assert.InRange(result.Correlations[0], 0.3, 1);
        Assert.InRange(result.Correlations[1], -0.15, 0.15);
    }

    [Fact]
    public void Figures_KnownCounts_AreWilsonsInterval()
    {
        // Eight of ten in the top boxes: statsmodels' proportion_confint(8, 10, method="wilson").
        ExperienceFigures figures = ExperienceFigures.Of(Satisfaction, [1, 0, 1, 3, 5])!;
        AssertInterval(0.8, 0.4901625, 0.9433178, figures.Score);
        Assert.Equal((10, 4.1), (figures.Answers, Math.Round(figures.Mean.Estimate, 12)));
        Assert.Equal(1.959964 * Math.Sqrt(14.9 / 9 / 10), figures.Mean.Estimate - figures.Mean.Lower, 1e-6);
        Assert.Null(ExperienceFigures.Of(Satisfaction, [0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Figures_PromotersAndDetractors_AreTheirDifference()
    {
        var request = new ExperienceRequest(SurveyKind.NetPromoters, 0, 10, [], [], []);
        ExperienceFigures figures = ExperienceFigures.Of(request, [5, 0, 0, 5, 0, 0, 10, 10, 10, 30, 30])!;
        double half = 1.959964 * Math.Sqrt((0.6 + 0.2 - 0.16) / 100);
        AssertInterval(0.4, 0.4 - half, 0.4 + half, figures.Score);
    }

    [Fact]
    public void Figures_SatisfactionIntervals_HoldTheTruthAsOftenAsTheySay()
    {
        var generator = new SeededGenerator(2);
        int held = 0;
        for (int survey = 0; survey < 2000; survey++)
        {
            int top = Enumerable.Range(0, 40).Count(_ => generator.NextDouble() < 0.85);
            ConfidenceInterval score = ExperienceFigures.Of(Satisfaction, [40 - top, 0, 0, 0, top])!.Score;
            held += score.Lower <= 0.85 && 0.85 <= score.Upper ? 1 : 0;
        }

        Assert.InRange(held / 2000.0, 0.92, 0.98);
    }

    [Fact]
    public void Trend_MeansThatRiseByHalf_IsAHalf()
    {
        SurveyAnswer[] answers = [.. Enumerable.Range(0, 300).Select(row => new SurveyAnswer((row % 2) + 2 + (row % 3 / 2), -1, row % 3, new float[2]))];
        ConfidenceInterval trend = ExperienceFigures.Trend(Run(Satisfaction, answers).Periods)!;
        Assert.Equal(0.5, trend.Estimate, 1e-9);
        Assert.InRange(0.5 - trend.Lower, 0.01, 0.2);
        Assert.Null(ExperienceFigures.Trend(Run(Satisfaction, [.. answers.Select(answer => answer with { Period = 1 })]).Periods));
    }

    [Fact]
    public void Apply_FewAnswersInAGroup_AreMergedSoThatSubtractionDoesNotTell()
    {
        IEnumerable<SurveyAnswer> Of(int group, int count) => Enumerable.Repeat(new SurveyAnswer(3, group, 0, new float[2]), count);
        ExperienceResult result = Run(Satisfaction, [.. Of(0, 4), .. Of(1, 50)]);
        Assert.Null(result.Groups.Row(0));
        Assert.Null(result.Groups.Row(1));
        Assert.Equal(54, result.Groups.Others.Sum());
        Assert.Equal(54, result.Periods.Row(0)!.Value.Sum());
    }

    [Fact]
    public void AnswerTable_AnyCounts_NeverShowsOrLeavesFewerThanTheFloor()
        => Prop.ForAll(Gen.Choose(0, 15).ArrayOf(6).ToArbitrary(), counts =>
        {
            AnswerTable table = AnswerTable.Of([.. counts.Select(count => new long[] { count, 0 })], 10);
            bool shown = Enumerable.Range(0, 5).All(row => table.Row(row) is not { } values || values.Sum() is 0 or >= 10);
            bool nothingLeft = Enumerable.Range(0, 5).All(row => table.Row(row) is not { } values || values.Sum() == 0);
            return shown && (table.Others.Sum() is 0 or >= 10 || nothingLeft) && table.Total.Sum() == counts.Sum();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Snapshot_WrittenOrDamaged_GivesTheResultOrRefuses()
    {
        ExperienceResult result = Run(Satisfaction, Draw(120, 3)) with { Correlations = [0.25, double.NaN] };
        ModelSnapshot written = Safetensors.Read(Safetensors.Write(ExperienceSnapshot.Write(result)));
        ExperienceResult read = ExperienceSnapshot.Read(written, Satisfaction);
        Assert.Equal(written.ContentHash(), ExperienceSnapshot.Write(read).ContentHash());
        Assert.Equal([0.25, double.NaN], read.Correlations.ToArray());

        Assert.Throws<ContributionException>(() => ExperienceSnapshot.Read(written, new ExperienceRequest(SurveyKind.Satisfaction, 1, 5, ["north"], [], [])));
        foreach ((string name, double value) in new[] { ("groups", -2.0), ("periods", 0.5), ("correlations", 1.5), ("groups", double.NaN) })
        {
            double[] values = written.Doubles(name).ToArray();
            values[0] = value;
            var damaged = new ModelSnapshot(written.Tensors.Where(tensor => tensor.Name != name).Append(new DoubleTensor(name, written[name].Shape, values)));
            Assert.Throws<ContributionException>(() => ExperienceSnapshot.Read(damaged, Satisfaction));
        }
    }

    [Fact]
    public void Contribute_AnswerOutOfRange_IsRefused()
    {
        var state = new ExperienceState(Satisfaction);
        foreach (SurveyAnswer answer in new[] { new SurveyAnswer(6, 0, 0, new float[2]), new(1, 2, 0, new float[2]), new(1, 0, 0, new float[] { 0, 1.5f }), new(1, 0, 0, new float[1]) })
            Assert.Throws<ContributionException>(() => _survey.Contribute(state, new AnswerSums([answer]), new Contribution(_survey.Specify(state))));
    }

    [Fact]
    public void Apply_CountsThatDisagree_AreRefused()
    {
        var state = new ExperienceState(Satisfaction);
        var values = new double[_survey.Specify(state).Length];
        values[0] = 20;
        Assert.Throws<ContributionException>(() => _survey.Apply(state, new SecureSum(values, 1, 1)));
        values[0] = 0.5;
        Assert.Throws<ContributionException>(() => _survey.Apply(state, new SecureSum(values, 1, 1)));
    }

    [Fact]
    public void Request_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ExperienceRequest(SurveyKind.NetPromoters, 1, 5, [], [], []));
        Assert.Throws<ArgumentException>(() => new ExperienceRequest(SurveyKind.Satisfaction, 5, 5, [], [], []));
        Assert.Throws<ArgumentException>(() => new ExperienceRequest(SurveyKind.Satisfaction, 1, 5, ["a", "a"], [], []));
        Assert.Throws<ArgumentException>(() => Satisfaction with { Floor = 0 });
    }

    private ExperienceResult Run(ExperienceRequest request, params SurveyAnswer[][] nodes)
    {
        var state = new ExperienceState(request);
        return _survey.Apply(state, SimulatedSum.Quantised(_survey, state, nodes.Select(node => new AnswerSums(node)), 9)).Result!;
    }

    private static SurveyAnswer[] Draw(int count, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float price = (float)((2 * generator.NextDouble()) - 1), noise = (float)((2 * generator.NextDouble()) - 1);
            int answer = Math.Clamp(3 + (int)Math.Round((1.2 * price) + (2 * generator.NextDouble()) - 1), 1, 5);
            return new SurveyAnswer(answer, generator.NextBelow(3) - 1, generator.NextBelow(3), new[] { price, generator.NextBelow(4) == 0 ? float.NaN : noise });
        })];
    }

    private static long[] Distribution(IEnumerable<SurveyAnswer> answers)
        => [.. Enumerable.Range(1, 5).Select(value => answers.LongCount(answer => answer.Value == value))];

    private static double Pearson(SurveyAnswer[] answers, int driver)
    {
        answers = [.. answers.Where(answer => !float.IsNaN(answer.Drivers.Span[driver]))];
        double x = answers.Average(answer => answer.Drivers.Span[driver]), y = answers.Average(answer => answer.Value);
        double covariance = answers.Sum(answer => (answer.Drivers.Span[driver] - x) * (answer.Value - y));
        double left = answers.Sum(answer => Math.Pow(answer.Drivers.Span[driver] - x, 2)), right = answers.Sum(answer => Math.Pow(answer.Value - y, 2));
        return covariance / Math.Sqrt(left * right);
    }

    private static void AssertInterval(double estimate, double lower, double upper, ConfidenceInterval actual)
    {
        Assert.Equal(estimate, actual.Estimate, 1e-6);
        Assert.Equal(lower, actual.Lower, 1e-6);
        Assert.Equal(upper, actual.Upper, 1e-6);
    }
}
