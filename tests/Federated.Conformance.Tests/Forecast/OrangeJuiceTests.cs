using System.Globalization;
using Federated.Conformance.Tests.Tasks;
using Federated.Tasks;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Forecast;

/// <summary>Weekly juice sales of 83 stores, each a partner: what is reached when the last 20 weeks are forecast from what was known 20 weeks before.</summary>
public sealed class OrangeJuiceTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    // Without FEDERATED_FIGURES=1 one store in four.
    private const int Every = 4;
    private const string TwentyWeeks = "options: {period: [week], horizon: 20, cuts: 1}";

    [OrangeJuiceFact]
    public void Regressions_TwentyWeeksAhead_ExplainAtLeastTwoThirds()
    {
        (TaskCourse course, Dictionary<string, double> figures) = Run(OrangeJuice.Job(TwentyWeeks), OrangeJuice.FirstWeek);
        Assert.InRange(course.Rounds, 6, 6);
        Assert.InRange(figures["r2_log"], 0.66, 1);
        // One stretch of 20 weeks calibrates another: what moved all stores in the second was not in the first.
        Assert.InRange(figures["coverage"], 0.65, 0.9);
        Assert.InRange(figures["chosen_coverage"], 0.7, 0.9);
        Assert.True(figures["wape"] < figures["naive_wape"] && figures["wape"] < figures["smoothing_wape"], "A baseline is better than the joint model.");
        Assert.True(figures["elasticity_price"] < -1 && figures["elasticity_price_high"] < 0, "A higher price has to lower sales.");
        Assert.True(figures["effect_feat"] > 0 && figures["effect_feat_low"] > 0, "A feature has to raise sales.");
        Assert.True(figures["effect_deal"] > 0, "A deal has to raise sales.");
    }

    [OrangeJuiceFact]
    public void Regressions_TwentyWeeksOfTraining_AreAtLeastAsGoodAsOneStoreAlone()
    {
        // Of the last 40 weeks every model learns from 20; the last 20 are forecast four weeks at a time.
        JobSpec job = OrangeJuice.Job("options: {period: [week], horizon: 4, cuts: 5, window: 20}");
        (_, Dictionary<string, double> figures) = Run(job, OrangeJuice.LastWeek - 39);
        Assert.InRange(figures["r2_log"], 0.653, 1);
        Assert.True(figures["r2_log"] > figures["own_r2_log"], "Learning together has to help where the history is short.");
    }

    [OrangeJuiceFact]
    public void Trees_TwentyWeeksAhead_ExplainMoreThanRegressions()
    {
        JobSpec job = OrangeJuice.Job($"{TwentyWeeks}\nmodel: {{kind: boosted_trees, trees: {(IsLong ? 60 : 30)}, depth: 4, shrinkage: {(IsLong ? 0.15 : 0.3)}}}");
        (_, Dictionary<string, double> figures) = Run(job, OrangeJuice.FirstWeek);
        Assert.InRange(figures["r2_log"], 0.70, 1);
        Assert.True(figures["r2_log"] > figures["linear_r2_log"], "Trees have to see more than the regressions.");
    }

    [OrangeJuiceFact(IsOnDemand = true)]
    public void Network_TwentyWeeksAhead_BeatsTheNaiveForecast()
    {
        JobSpec job = OrangeJuice.Job($"{TwentyWeeks}\nmodel: {{kind: gru}}\ntraining: {{rounds: 12, learning_rate: 0.005}}");
        (_, Dictionary<string, double> figures) = Run(job, OrangeJuice.FirstWeek);
        Assert.True(figures["wape"] < figures["naive_wape"], "The naive forecast is better than the network.");
    }

    private (TaskCourse Course, Dictionary<string, double> Figures) Run(JobSpec job, int firstWeek)
    {
        IReadOnlyList<LocalTable> stores = [.. OrangeJuice.Stores(job.Contract, firstWeek).Where((_, store) => IsLong || store % Every == 0)];
        TaskCourse course = TaskCourse.Run(job, stores);
        TaskProgress progress = course.Task.Describe(course.Model);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stores.Count} stores, {course.Rounds} rounds, {course.BytesOfNode / 1000.0:0} kB a node, {course.Time.TotalSeconds:0.0} s; {progress.Headline}"));
        foreach (TaskFigure figure in progress.Figures)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure.Name} {figure.Value:0.0000}"));
        return (course, progress.Figures.ToDictionary(figure => figure.Name, figure => figure.Value));
    }
}
