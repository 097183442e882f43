using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Insight;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Insight;

public sealed class InsightTaskTests
{
    private static readonly InsightJob.Row[][] Nodes = [InsightJob.Rows(400, 1), InsightJob.Rows(250, 2), InsightJob.Rows(350, 3)];
    private static readonly InsightJob.Row[] Pooled = [.. Nodes.SelectMany(rows => rows)];
    private static readonly Lazy<ModelSnapshot> State = new(() => InsightJob.Run(InsightJob.Job, [.. Nodes.Select(rows => InsightJob.Table(rows))]));
    private static readonly Lazy<InsightResult> Joint = new(() => InsightResult.Read(InsightJob.Job, State.Value));

    [Fact]
    public void Read_NumbersOfThreeNodes_AreThoseOfTheirPool()
    {
        Assert.Equal(["age", "spend", "since"], Joint.Value.Numbers.Select(number => number.Field));
        Assert.Equal([FieldType.WholeNumber, FieldType.Number, FieldType.Date], Joint.Value.Numbers.Select(number => number.Type));
        RequireNumber(Joint.Value.Numbers[0], [.. Pooled.Select(row => row.Age)]);
        RequireNumber(Joint.Value.Numbers[1], [.. Pooled.Select(row => row.Spend)]);
        RequireNumber(Joint.Value.Numbers[2], [.. Pooled.Select(row => row.Since)]);
        Assert.Equal(1000, Joint.Value.Rows);
    }

    [Fact]
    public void Read_CategoriesAndTexts_AreThoseOfThePool()
    {
        Assert.Equal(["plan", "member", "region", "left"], Joint.Value.Categories.Select(category => category.Field));
        CategoryInsight plan = Joint.Value.Categories[0];
        for (int value = 0; value < 3; value++)
            Assert.Equal(new CategoryShare(InsightJob.Job.Contract.Find("plan")!.Values[value], Pooled.Count(row => row.Plan == value), Pooled.Count(row => row.Plan == value) / 1000.0), plan.Values[value]);
        Assert.Equal(Pooled.Count(row => row.Plan < 0), plan.Other);
        Assert.Equal(plan.Values.MaxBy(value => value.Rows)!.Value, plan.Mode);
        CategoryInsight left = Joint.Value.Categories[3];
        Assert.Equal(["false", "true"], left.Values.Select(value => value.Value));
        Assert.Equal(Pooled.Count(row => row.Left), left.Values[1].Rows);

        TextInsight city = Assert.Single(Joint.Value.Texts);
        Assert.Equal(Pooled.Where(row => row.City is "Oslo" or "北京").CountBy(row => row.City!).OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, (long)pair.Value)), city.Values.Select(value => (value.Text, value.Rows)));
        Assert.Equal(Pooled.Count(row => row.City is null) / 1000.0, city.MissingShare, 1e-12);
        Assert.Equal(city.Values[0].Text, city.Mode);
    }

    [Fact]
    public void Read_Correlations_HoldTheOutcomeToo()
    {
        CorrelationInsight pearson = Joint.Value.Pearson!, spearman = Joint.Value.Spearman!;

        Assert.Equal(["age", "spend", "since", "left=true"], pearson.Fields);
        InsightJob.Row[] spenders = [.. Pooled.Where(row => !double.IsNaN(row.Spend))];
        Assert.Equal(Pearson([.. spenders.Select(row => row.Age)], [.. spenders.Select(row => row.Spend)]), pearson.Coefficients[0][1], 1e-9);
        Assert.Equal(Pearson([.. Pooled.Select(row => row.Age)], [.. Pooled.Select(row => row.Left ? 1.0 : 0)]), pearson.Coefficients[3][0], 1e-9);
        Assert.Equal(pearson.Coefficients[0][1], spearman.Coefficients[0][1], 0.2);
        Assert.All(Enumerable.Range(0, 4), field => Assert.Equal(1, spearman.Coefficients[field][field]));
    }

    [Fact]
    public void Read_Groups_AreThoseThatTheJobAsksFor()
    {
        Assert.Equal(
            [("region", null, "spend"), ("region", "left", null), ("plan", null, "spend"), ("plan", "left", null), ("region", "plan", "spend")],
            Joint.Value.Groups.Select(group => (group.First, group.Second, group.Measure)));
        GroupFigure south = Joint.Value.Groups[0].Groups.Single(group => group.First == "south");
        Assert.Equal(Pooled.Count(row => row.Region == 1), south.Rows);
        Assert.Equal(Pooled.Where(row => row.Region == 1 && !double.IsNaN(row.Spend)).Average(row => row.Spend), south.Mean, 1e-6);
        GroupFigure stayed = Joint.Value.Groups[3].Groups.Single(group => group is { First: GroupFigure.Other, Second: "false" });
        Assert.Equal(Pooled.Count(row => row is { Plan: -1, Left: false }), stayed.Rows);
    }

    [Fact]
    public void Read_JobWithoutOptionsLabelOrNumbers_Works()
    {
        JobSpec job = JobSpec.Parse("name: x\ntask: insight\ncontract:\n  name: c\n  fields:\n    - {name: plan, type: category, values: [a, b]}\n", "job.yaml", TaskCatalogue.Declarations);
        var builder = new LocalTableBuilder(job.Contract);
        for (int row = 0; row < 20; row++)
            builder.Add([row % 2], 0, 0);
        InsightResult result = InsightResult.Read(job, InsightJob.Run(job, [builder.Build()]));

        Assert.Empty(result.Numbers);
        Assert.Empty(result.Groups);
        Assert.Null(result.Pearson ?? result.Spearman);
        Assert.Equal(10, result.Categories[0].Values[1].Rows);
    }

    [Fact]
    public void Run_Progress_SaysHowFarItIs()
    {
        IJointTask task = TaskCatalogue.For(InsightJob.Job);
        var states = new List<TaskProgress>();
        ModelSnapshot done = InsightJob.Run(InsightJob.Job, [.. Nodes.Select(rows => InsightJob.Table(rows))], state => states.Add(task.Describe(state)));

        Assert.Equal(Enumerable.Repeat("survey", 8), states.Select(progress => progress.Stage));
        TaskProgress last = task.Describe(done);
        Assert.Equal(("done", 8, 8, 1000L), (last.Stage, last.CompletedRounds, last.TotalRounds, last.Rows));
        Assert.Equal("8 fields described over 1,000 rows", last.Headline);
        Assert.Equal(Pooled.Average(row => row.Age), last.Figures.Single(figure => figure.Name == "mean_age").Value, 1e-9);
        Assert.Throws<TaskStateException>(() => task.Score(done, null, InsightJob.Table([]), ScoreOptions.ScoresOnly));
        Assert.Throws<TaskStateException>(() => InsightResult.Read(InsightJob.Job, task.Begin()));
    }

    [Fact]
    public void Read_StateThatIsDamaged_IsRefused()
    {
        foreach (NamedTensor missing in State.Value.Tensors)
            Assert.Throws<TaskStateException>(() => InsightResult.Read(InsightJob.Job, new ModelSnapshot(State.Value.Tensors.Remove(missing), State.Value.Metadata)));
    }

    [Fact]
    public void For_OptionOfTheWrongKind_NamesTheField()
    {
        JobSpec job = JobSpec.Parse(InsightJob.Text.Replace("[region, plan]", "[age]", StringComparison.Ordinal), "job.yaml", TaskCatalogue.Declarations);

        Assert.Contains("'age'", Assert.Throws<ArgumentException>(() => TaskCatalogue.For(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OwnRows_StandBesideTheJointOnesBinByBin()
    {
        InsightComparison comparison = InsightComparison.Compare(InsightJob.Job, State.Value, InsightJob.Table(Nodes[1]));

        Assert.Equal(250, comparison.Own.Rows);
        Assert.Equal(Nodes[1].Average(row => row.Age), comparison.Own.Numbers[0].Mean, 1e-9);
        MeanDifference age = comparison.Differences[0];
        Assert.Equal(Nodes[1].Average(row => row.Age) - Pooled.Average(row => row.Age), age.Difference, 1e-9);
        Assert.Equal(age.Difference / comparison.Joint.Numbers[0].StandardDeviation, age.InDeviations, 1e-12);
        Assert.Equal(comparison.Joint.Numbers[1].Bins.Skip(1).Select(bin => bin.Lower), comparison.Own.Numbers[1].Bins.Skip(1).Select(bin => bin.Lower));
        Assert.Equal(Nodes[1].Count(row => !double.IsNaN(row.Spend)), comparison.Own.Numbers[1].Bins.Sum(bin => bin.Count));
        Assert.Equal(comparison.Joint.Texts[0].Values.Select(value => (value.Text, (long)Nodes[1].Count(row => row.City == value.Text))), comparison.Own.Texts[0].Values.Select(value => (value.Text, value.Rows)));
        Assert.Equal(Nodes[1].Count(row => row.City is null) / 250.0, comparison.Own.Texts[0].MissingShare, 1e-12);
        Assert.Equal(Nodes[1].Count(row => row.Plan == 2), comparison.Own.Categories[0].Values[2].Rows);
    }

    [Fact]
    public void Compare_RowsWithoutLabels_LeavesTheLabelMissing()
    {
        InsightComparison comparison = InsightComparison.Compare(InsightJob.Job, State.Value, InsightJob.Table(Nodes[1], hasLabels: false));

        Assert.Equal(250, comparison.Own.Categories[3].Other);
        Assert.Empty(InsightComparison.Compare(InsightJob.Job, State.Value, InsightJob.Table([])).Own.Numbers[0].Quantiles);
    }

    private static void RequireNumber(NumberInsight number, double[] cells)
    {
        double[] known = [.. cells.Where(double.IsFinite).Order()];
        Assert.Equal(known.Length, number.Count);
        Assert.Equal(known.Average(), number.Mean, 1e-6);
        Assert.Equal(Math.Sqrt(known.Average(value => Math.Pow(value - known.Average(), 2))), number.StandardDeviation, 1e-6);
        Assert.Equal(known.Length, number.Bins.Sum(bin => bin.Count));
        Assert.Equal(9, number.Quantiles.Count);
        foreach (QuantileInsight quantile in number.Quantiles)
        {
            double exact = known[Math.Clamp((int)Math.Ceiling(quantile.Probability * known.Length), 5, known.Length - 4) - 1];
            Assert.InRange(exact, quantile.Lower, quantile.Upper);
        }

        Assert.InRange(number.Low, known[0], known[6]);
        Assert.InRange(number.High, known[^7], known[^1]);
        Assert.NotNull(number.Mode);
        Assert.All(number.Bins, bin => Assert.True(bin.Upper > bin.Lower));
        double reach = (known[^1] - known[0]) / 10;
        Assert.InRange(number.Bins[0].Lower, known[0] - reach, known[0] + reach);
        Assert.InRange(number.Bins[^1].Upper, number.High, known[^1] + reach);
    }

    private static double Pearson(double[] xs, double[] ys)
    {
        double meanX = xs.Average(), meanY = ys.Average();
        return xs.Zip(ys, (x, y) => (x - meanX) * (y - meanY)).Sum() / Math.Sqrt(xs.Sum(x => Math.Pow(x - meanX, 2)) * ys.Sum(y => Math.Pow(y - meanY, 2)));
    }
}
