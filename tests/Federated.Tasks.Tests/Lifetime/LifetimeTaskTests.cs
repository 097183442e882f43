using Federated.Computations;
using Federated.Learning.Lifetime;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Lifetime;

public sealed class LifetimeTaskTests
{
    private static readonly JobSpec Job = Spec("repeats", "- {name: spent, type: number, role: label, min: 0, max: 10000}");
    private static readonly LocalTable[] Tables = [Draw(200, 1), Draw(800, 2), Draw(2500, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));

    [Fact]
    public void Run_ThreeNodes_RecoversWhatTheCustomersWereDrawnFrom()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["buying", "spending", "evaluation", "done"], stages);
        Assert.InRange(Joint.Value.States.Count, 10, 30);
        Assert.Equal(SimulatedCustomers.Buying.R, Joint.Value.Figure("r"), 0.04);
        Assert.Equal(SimulatedCustomers.Buying.Alpha, Joint.Value.Figure("alpha"), 1.2);
        Assert.Equal(SimulatedCustomers.Spending.PopulationMean, Joint.Value.Figure("mean_amount"), 2.5);
    }

    [Fact]
    public void Run_ThreeNodes_GivesTheModelOfTheirPool()
    {
        var pooled = new JointRun(Job, LocalTable.Concatenate(Tables));
        foreach (string tensor in new[] { "buying/parameters", "spending/parameters" })
        {
            double[] expected = pooled.Model.Doubles(tensor).ToArray(), actual = Joint.Value.Model.Doubles(tensor).ToArray();
            for (int index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual[index], 1e-5);
        }
    }

    [Fact]
    public void Run_HeldOutCustomers_SpendAsPredicted()
    {
        Assert.Equal(Joint.Value.Figure("mean_actual"), Joint.Value.Figure("mean_predicted"), 0.2 * Joint.Value.Figure("mean_actual"));
        Assert.InRange(Joint.Value.Figure("gini_share"), 0.5, 1);
        Assert.StartsWith("off by ", Joint.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_Customers_HasTheModelsOutlookAndReasons()
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels: false);
        builder.Add([12, 38, 39, 60], 0, 0);
        builder.Add([12, 8, 39, 60], 0, 0);
        builder.Add([0, 0, 39, double.NaN], 0, 0);
        builder.Add([double.NaN, 0, 39, double.NaN], 0, 0);
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, builder.Build(), new ScoreOptions { Reasons = 3 });

        double[] worth = [.. scored.Columns[0].Numbers!], alive = [.. scored.Columns[2].Numbers!];
        var buying = BetaGeometricModel.FromLogs(Joint.Value.Model.Doubles("buying/parameters"));
        Assert.Equal(buying.ExpectedPurchases(new PurchaseHistory(12, 38, 39), 12), scored.Columns[1].Numbers![0], 1e-9);
        Assert.Equal(scored.Columns[1].Numbers![0] * scored.Columns[3].Numbers![0], worth[0], 1e-6);
        Assert.True(worth[0] > 10 * worth[1] && alive[0] > 0.9 && alive[1] < 0.1 && alive[2] == 1);
        Assert.True(double.IsNaN(worth[3]));
        Assert.Equal("bought 12 times again in 39", scored.Reasons![0][0].Words);
        Assert.Equal("last bought 8 of 39 after the first purchase", scored.Reasons[1][0].Words);
        (double purchases, double amount) = (buying.ExpectedPurchases(12), Joint.Value.Figure("mean_amount"));
        Assert.Equal(Math.Log(worth[1] / purchases / amount), scored.Reasons[1].Sum(reason => reason.Contribution), 1e-6);
        Assert.Empty(scored.Reasons[3]);
    }

    [Fact]
    public void Run_ContractWithoutLabel_EndsWithoutEvaluation()
    {
        JobSpec job = Spec("repeats", "- {name: region, type: boolean}");
        var builder = new LocalTableBuilder(job.Contract);
        LocalTable table = Tables[1];
        for (int row = 0; row < table.RowCount; row++)
            builder.Add([table.Numbers("repeats")[row], table.Numbers("recency")[row], table.Numbers("age")[row], table.Numbers("mean_amount")[row], 0], 0, table.SplitKeys[row]);
        var run = new JointRun(job, builder.Build());
        Assert.StartsWith("a new customer buys ", run.Progress.Headline, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Progress.Figures, figure => figure.Name == "gini");
        run.AssertRefusesDamage();
    }

    [Fact]
    public void For_FieldMissing_SaysWhichAndHow()
    {
        var fault = Assert.Throws<ArgumentException>(() => TaskCatalogue.For(Spec("purchases", "- {name: region, type: boolean}")));
        Assert.Contains("'repeats'", fault.Message, StringComparison.Ordinal);
        JobSpec named = Spec("purchases", "- {name: region, type: boolean}", "options: {repeats: [purchases]}");
        Assert.NotEmpty(TaskCatalogue.For(named).Begin().Tensors);
    }

    [Fact]
    public void Contribute_RowThatContradictsItself_IsRefused()
    {
        var builder = new LocalTableBuilder(Job.Contract);
        builder.Add([2, 30, 20, 10], 0, ulong.MaxValue);
        IJointTask task = TaskCatalogue.For(Job);
        var into = new Contribution(task.Specify(task.Begin()));
        var fault = Assert.Throws<ContributionException>(() => task.Contribute(task.Begin(), new TaskData(builder.Build(), 1, new NodeMemory()), into));
        Assert.Contains("check the dates", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    [Fact]
    public void Describe_StateOfAJobWithAnotherPenalty_IsRefused()
    {
        IJointTask other = TaskCatalogue.For(Spec("repeats", "- {name: spent, type: number, role: label, min: 0, max: 10000}", "options: {periods: 12, penalty: 0.5}"));
        Assert.Contains("other options", Assert.Throws<TaskStateException>(() => other.Describe(Joint.Value.Model)).Message, StringComparison.Ordinal);
    }

    private static LocalTable Draw(int rows, ulong seed) => new SimulatedCustomers(seed).Draw(Job.Contract, rows, $"{seed}");

    private static JobSpec Spec(string repeats, string last, string options = "options: {periods: 12}") => JobSpec.Parse(
        $$"""
        name: worth
        task: lifetime
        {{options}}
        evaluation: {validation_fraction: 0, test_fraction: 0.3}
        contract:
          name: worth-v1
          fields:
            - {name: {{repeats}}, type: integer, min: 0, max: 1000}
            - {name: recency, type: number, min: 0, max: 100}
            - {name: age, type: number, min: 0, max: 100}
            - {name: mean_amount, type: number, min: 0, max: 100000}
            {{last}}
        """,
        "job.yaml", TaskCatalogue.Declarations);
}
