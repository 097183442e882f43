using Federated.Learning.Metrics;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Value;

public sealed class CustomerValueTaskTests
{
    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: spend
        task: value
        evaluation: {validation_fraction: 0, test_fraction: 0.3}
        contract:
          name: spend-v1
          fields:
            - {name: visits, type: number, min: 0, max: 50}
            - {name: plan, type: category, values: [basic, gold]}
            - {name: spent, type: number, role: label, min: 0, max: 5000}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    private static readonly LocalTable[] Tables = [Spending.Draw(Job.Contract, 150, 1), Spending.Draw(Job.Contract, 900, 2), Spending.Draw(Job.Contract, 2500, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));
    private static readonly Lazy<JointRun> Pooled = new(() => new JointRun(Job, LocalTable.Concatenate(Tables)));

    [Fact]
    public void Run_ThreeNodes_GoesThroughItsStages()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["statistics", "purchase", "amount", "smearing", "evaluation", "done"], stages);
        Assert.InRange(Joint.Value.States.Count, 8, 16);
        Assert.StartsWith("off by ", Joint.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThreeNodes_GivesTheModelOfTheirPool()
    {
        foreach (string tensor in new[] { "purchase/weight", "purchase/intercept", "amount/weight", "amount/intercept", "smearing/smearing" })
        {
            double[] expected = Pooled.Value.Model.Doubles(tensor).ToArray(), actual = Joint.Value.Model.Doubles(tensor).ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (int index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual[index], 1e-5 * Math.Max(1, Math.Abs(expected[index])));
        }

        Assert.Equal(Pooled.Value.Figure("rmse"), Joint.Value.Figure("rmse"), 1e-3);
    }

    [Fact]
    public void Run_HeldOutRows_AreMeasuredAsIfTheyWereInOnePlace()
    {
        LocalTable test = TrainTestSplit.Split(LocalTable.Concatenate(Tables), 0.3).Test;
        float[] predicted = Joint.Value.Task.Score(Joint.Value.Model, null, test, ScoreOptions.ScoresOnly).Ranking();
        float[] actual = test.Labels.ToArray();
        Assert.Equal(RegressionMetrics.RootMeanSquaredError(predicted, actual), Joint.Value.Figure("rmse"), 1e-3);
        Assert.Equal(RegressionMetrics.MeanAbsoluteError(predicted, actual), Joint.Value.Figure("mae"), 1e-3);
        Assert.Equal(Gini(predicted, actual), Joint.Value.Figure("gini"), 5e-3);
        Assert.Equal(Gini(predicted, actual) / Gini(actual, actual), Joint.Value.Figure("gini_share"), 5e-3);
        Assert.InRange(Joint.Value.Figure("gini_share"), 0.5, 0.9);
    }

    [Fact]
    public void Run_Tenths_FallAndAreCalibrated()
    {
        double[] actual = [.. Enumerable.Range(1, 10).Select(tenth => Joint.Value.Figure($"tenth_{tenth}_actual"))];
        double[] predicted = [.. Enumerable.Range(1, 10).Select(tenth => Joint.Value.Figure($"tenth_{tenth}_predicted"))];
        Assert.Equal(predicted.OrderDescending(), predicted);
        Assert.True(actual[0] > 8 * actual[9]);
        Assert.Equal(Joint.Value.Figure("mean_actual"), Joint.Value.Figure("mean_predicted"), 0.15 * Joint.Value.Figure("mean_actual"));
    }

    [Fact]
    public void Score_NewCustomers_IsNearTheTruthAndSaysWhy()
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels: false);
        builder.Add([45, 1], 0, 0);
        builder.Add([5, 0], 0, 0);
        builder.Add([double.NaN, 0], 0, 0);
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, builder.Build(), new ScoreOptions { Reasons = 2 });

        Assert.Equal(Spending.Expected(45, 1), scored.Columns[0].Numbers![0], 0.15 * Spending.Expected(45, 1));
        Assert.Equal(Spending.Expected(5, 0), scored.Columns[0].Numbers![1], 0.35 * Spending.Expected(5, 0));
        for (int row = 0; row < 3; row++)
            Assert.Equal(scored.Columns[1].Numbers![row] * scored.Columns[2].Numbers![row], scored.Columns[0].Numbers![row], 1e-9);
        Assert.Contains(scored.Reasons![0], reason => reason.Words == "visits is high (45)" && reason.Contribution > 0);
        Assert.Equal("visits is low (5)", scored.Reasons[1][0].Words);
        Assert.True(scored.Reasons[1].All(reason => reason.Contribution < 0));
        Assert.Contains(scored.Reasons[2], reason => reason.Words == "visits is missing");
    }

    [Fact]
    public void Present_OwnRows_AreMeasuredBesideEverybodys()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, Tables[2]), without = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        Assert.Equal(3, report.Sections.Count);
        Assert.StartsWith("On your own held-out customers", report.Sections[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("On all partners' held-out customers", without.Sections[0].Sentence, StringComparison.Ordinal);
        ReportTable tenths = ((ChartBlock)without.Sections[1].Blocks[0]).Chart.Table;
        Assert.Equal(Joint.Value.Figure("tenth_1_actual"), tenths.Rows[0][2].Number!.Value.Value);
        Assert.Equal(10, tenths.Rows.Count);
    }

    [Fact]
    public void Run_EverybodyBuys_StillEnds()
    {
        LocalTable[] buyers = [.. Tables.Select(table => table.Select([.. Enumerable.Range(0, table.RowCount).Where(row => table.Labels[row] > 0)]))];
        var run = new JointRun(Job, buyers);
        ScoredRows scored = run.Task.Score(run.Model, null, buyers[1], ScoreOptions.ScoresOnly);
        Assert.All(scored.Columns[1].Numbers!, probability => Assert.InRange(probability, 0.999, 1));
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    private static double Gini(float[] order, float[] amounts)
    {
        float[] sorted = [.. amounts.Zip(order).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        double total = sorted.Sum(amount => (double)amount), before = 0, area = 0;
        foreach (float amount in sorted)
        {
            area += (before + (amount / total / 2)) / sorted.Length;
            before += amount / total;
        }

        return 1 - (2 * area);
    }
}
