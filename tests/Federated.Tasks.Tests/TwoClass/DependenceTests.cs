using System.Globalization;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

public sealed class DependenceTests
{
    private const string Logistic = "model: {kind: logistic}";

    private const string Fitted = """
        model: {kind: logistic}
        features:
          state: {encode: target, smoothing: 5}
          minutes: {bins: 6, impute: median}
          calls: {log: true, clip: 0.02, impute: median}
          plan: {encode: hash, buckets: 4}
        """;

    private static readonly LocalTable[] Tables = [ChurnTables.Sample(300, 1), ChurnTables.Sample(200, 2), ChurnTables.Sample(150, 3)];

    [Theory]
    [InlineData(Logistic)]
    [InlineData(Fitted)]
    [InlineData("model: {kind: naive_bayes}")]
    [InlineData("model: {kind: boosted_trees, trees: 4, depth: 3, minimum_leaf_rows: 5}")]
    [InlineData("model: {kind: random_forest, trees: 4, depth: 3, minimum_leaf_rows: 5}")]
    [InlineData("model: {kind: mlp, hidden: [4]}\ntraining: {rounds: 2}")]
    public void Effects_EachModel_AreTheMeanScoresOfRowsThatWereGivenTheValue(string settings)
    {
        var joint = new JointRun(Job(settings, "effects: 4, drift: false"), Tables);
        LocalTable[] test = [.. Tables.Select(table => TrainTestSplit.Split(table, 0.2).Test)];

        Chart[] effects = [.. Effects(joint.Task.Present(joint.Model, null, Tables[0]))];

        Assert.Equal(["calls", "minutes", "plan", "state"], effects.Select(effect => effect.Table.Columns[0].Heading).Order());
        foreach (Chart effect in effects)
        {
            foreach (IReadOnlyList<ReportCell> line in effect.Table.Rows)
            {
                string field = effect.Table.Columns[0].Heading;
                double value = Value(field, line[0]);
                double[][] scores = [.. test.Select(table => joint.Task.Score(joint.Model, null, With(table, field, value), ScoreOptions.ScoresOnly).Columns[0].Numbers!.ToArray())];
                Assert.Equal(scores.SelectMany(each => each).Average(), line[1].Number!.Value.Value, 1e-5);
                Assert.Equal(scores[0].Average(), line[2].Number!.Value.Value, 1e-5);
            }
        }
    }

    [Fact]
    public void Effects_OfOnesOwn_AreOfTheModelThatTheScoresComeFrom()
    {
        var joint = new Pipeline("model: {kind: logistic}\noptions: {effects: 1, drift: false}", 0.2, Tables);
        int different = 0;
        foreach ((LocalTable table, ModelSnapshot memory) in Tables.Zip(joint.Memories, (table, memory) => (table, memory.Current!)))
        {
            LocalTable test = TrainTestSplit.Part(table, RowPart.Test, 0.2, 0.2);
            ReportTable minutes = Assert.Single(Effects(joint.Task.Present(joint.Model, memory, table))).Table;
            foreach (IReadOnlyList<ReportCell> line in minutes.Rows)
            {
                double Mean(ModelSnapshot? of) => joint.Task.Score(joint.Model, of, With(test, "minutes", line[0].Number!.Value.Value), ScoreOptions.ScoresOnly).Columns[0].Numbers!.Average();
                Assert.Equal(Mean(memory), line[2].Number!.Value.Value, 1e-5);
                different += Math.Abs(Mean(memory) - Mean(null)) > 1e-3 ? 1 : 0;
            }
        }

        Assert.True(different > 0, "each partner chose the joint model, so nothing was told apart");
    }

    [Fact]
    public void Effects_WithDrift_StandAtTheJointTenths()
    {
        var joint = new JointRun(Job(Logistic, "effects: 1"), Tables);

        Chart minutes = Assert.Single(Effects(joint.Task.Present(joint.Model, null, Tables[0])));

        double[] pooled = [.. Tables.SelectMany(table => TrainTestSplit.Split(table, 0.2).Training.Numbers("minutes").ToArray()).Order()];
        double[] tenths = [.. Enumerable.Range(1, 9).Select(tenth => pooled[pooled.Length * tenth / 10])];
        double[] places = [.. minutes.Table.Rows.Select(row => row[0].Number!.Value.Value)];
        Assert.Equal(9, places.Length);
        Assert.All(places.Zip(tenths), pair => Assert.InRange(pair.First - pair.Second, -3, 3));
        Assert.True(minutes.Table.Rows[^1][1].Number!.Value.Value > minutes.Table.Rows[0][1].Number!.Value.Value + 0.5, "customers who leave use many minutes");
    }

    [Fact]
    public void Effects_OneRound_IsAllTheyTakeAndNoneWhenNotWanted()
    {
        string[] StagesOf(string options) => [.. new JointRun(Job(Logistic, options), Tables) is var run ? run.States.Select(state => run.Task.Describe(state).Stage) : []];

        Assert.Equal(["importance", "drift", "drift", "drift", "dependence", "done"], StagesOf("effects: 2").SkipWhile(stage => stage != "importance"));
        Assert.DoesNotContain("dependence", StagesOf("effects: 0, drift: false"));
        Assert.DoesNotContain("dependence", StagesOf("importance: false, drift: false"));
    }

    [Fact]
    public void State_WithoutATensorOfTheEffects_IsRefused()
    {
        var joint = new JointRun(Job(Logistic, "effects: 3, drift: false"), Tables);
        joint.AssertRefusesDamage();
        double[] outside = joint.Model.Doubles("dependence/feature.0").ToArray();
        outside[0] = 1.5;
        var state = new ModelSnapshot(
            joint.Model.Tensors.Where(tensor => tensor.Name != "dependence/feature.0").Append(new DoubleTensor("dependence/feature.0", new TensorShape(outside.Length), outside)), joint.Model.Metadata);
        Assert.Throws<TaskStateException>(() => joint.Task.Present(state, null, null));
    }

    [Fact]
    public void Present_TreesAndNoImportance_ShowsWhatTheySplitBy()
    {
        var joint = new JointRun(Job("model: {kind: boosted_trees, trees: 4, depth: 3, minimum_leaf_rows: 5}", "importance: false, drift: false"), Tables);

        ReportSection reasons = joint.Task.Present(joint.Model, null, null).Sections.Single(section => section.Title == "What does the model go by?");

        Chart gains = Assert.Single(reasons.Blocks.OfType<ChartBlock>()).Chart;
        Assert.Equal("minutes", gains.Table.Rows[0][0].Text);
        Assert.Equal(1, gains.Table.Rows.Sum(row => row[1].Number!.Value.Value), 1e-9);
        Assert.Contains("mostly by minutes", reasons.Sentence, StringComparison.Ordinal);
    }

    private static IEnumerable<Chart> Effects(TaskReport report) =>
        report.Sections.SelectMany(section => section.Blocks).OfType<ChartBlock>().Select(block => block.Chart).Where(chart => chart.Title.EndsWith("and the chance of 'churn'", StringComparison.Ordinal));

    private static double Value(string field, ReportCell cell) => field switch
    {
        "state" => cell.Text switch { "KS" => 0, "OH" => 1, "NO" => 2, _ => -1 },
        "plan" => Array.IndexOf([.. ChurnTables.Contract.Find("plan")!.Values], cell.Text),
        _ => cell.Number!.Value.Value,
    };

    private static LocalTable With(LocalTable table, string field, double value)
    {
        var builder = new LocalTableBuilder(ChurnTables.Contract);
        for (int row = 0; row < table.RowCount; row++)
        {
            builder.Add(
                [
                    field == "state" ? value : table.Categories("state")[row], field == "minutes" ? value : table.Numbers("minutes")[row],
                    field == "calls" ? value : table.Numbers("calls")[row], field == "plan" ? value : table.Categories("plan")[row],
                ],
                table.Labels[row], table.SplitKeys[row]);
        }

        return builder.Build();
    }

    private static JobSpec Job(string settings, string options) => JobSpec.Parse(
        string.Create(CultureInfo.InvariantCulture, $"name: churn\ntask: churn\n{settings.ReplaceLineEndings("\n")}\noptions: {{{options}}}\nevaluation: {{validation_fraction: 0}}\ncontract:\n  {Contracts.Churn.ReplaceLineEndings("\n  ")}\n"),
        "job.yaml", TaskCatalogue.Declarations);
}
