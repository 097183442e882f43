using System.Globalization;
using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Creative;

public sealed class CreativeTaskTests
{
    private static readonly JobSpec Job = CreativeLog.Parse("");
    private static readonly LocalTable[] Tables = [CreativeLog.Draw(Job, 900, 1), CreativeLog.Draw(Job, 1500, 2), CreativeLog.Draw(Job, 2100, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));

    [Fact]
    public void Run_ThreePartners_ValuesThePolicyInTwoRounds()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage)];
        Assert.Equal(["statistics", "arms", "policies", "done"], stages);
        // Every arm alike earns 0.3; the best of each region 0.6.
        Assert.InRange(Joint.Value.Figure("policy_doubly_robust"), 0.52, 0.68);
        Assert.InRange(Joint.Value.Figure("greedy_doubly_robust"), 0.53, 0.69);
        Assert.InRange(Joint.Value.Figure("uniform_snips"), 0.24, 0.36);
        Assert.True(Joint.Value.Figure("policy_doubly_robust_low") > Joint.Value.Figure("logged"));
        Assert.Contains("expected of this policy", Joint.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThreePartners_IsTheRunOfTheirPool()
    {
        var pooled = new JointRun(Job, LocalTable.Concatenate(Tables));
        Assert.Equal(pooled.Model.Doubles("arms/pulls").ToArray(), Joint.Value.Model.Doubles("arms/pulls").ToArray());
        double[] expected = pooled.Model.Doubles("arms/products").ToArray(), actual = Joint.Value.Model.Doubles("arms/products").ToArray();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
        Assert.All(pooled.Progress.Figures.Zip(Joint.Value.Progress.Figures), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 1e-6));
    }

    [Fact]
    public void Score_Customers_AreGivenTheArmOfTheirRegionWithItsChance()
    {
        LocalTable customers = CreativeLog.Draw(Job, 3000, 50);
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, customers, new ScoreOptions { Reasons = 1 });
        Assert.Equal(["arm", "expected_reward", "probability", "best_expected_reward"], scored.Columns.Select(column => column.Name));
        double right = 0, shares = 0, sure = 0;
        for (int row = 0; row < customers.RowCount; row++)
        {
            int region = customers.Categories("region")[row];
            if (scored.Columns[0].Words![row] == Job.Contract.Find("arm")!.Values[region])
            {
                right++;
                sure += scored.Columns[2].Numbers![row];
                Assert.Equal("region", scored.Reasons![row][0].Field);
            }

            Assert.InRange(scored.Columns[1].Numbers![row], -0.2, 1);
            Assert.InRange(scored.Columns[2].Numbers![row], 0.05 / 3 - 1e-9, 1);
            // The chances that were logged are those with which arms were drawn: 1/p adds up to the number of arms.
            shares += 1 / scored.Columns[2].Numbers![row] / customers.RowCount;
        }

        Assert.InRange(right / customers.RowCount, 0.9, 1);
        // An arm that is drawn nine times in ten says so.
        Assert.Equal(right / customers.RowCount, sure / right, 0.05);
        Assert.InRange(shares, 1.7, 4.3);
        Assert.Equal(scored.Columns[0].Words!, Joint.Value.Task.Score(Joint.Value.Model, null, customers, ScoreOptions.ScoresOnly).Columns[0].Words!);
    }

    [Fact]
    public void Run_NumericRewardAndNamedFields_AreUnderstood()
    {
        JobSpec job = CreativeLog.Parse("arm: [offer], propensity: [chance], policy: linucb, ", arm: "offer", propensity: "chance", label: "name: reward, type: number, min: -5, max: 10, role: label");
        var run = new JointRun(job, CreativeLog.Draw(job, 1200, 4), CreativeLog.Draw(job, 1200, 5));
        Assert.InRange(run.Figure("policy_doubly_robust"), 0.45, 0.7);
        Assert.NotEqual(run.Figure("policy_ips"), run.Figure("policy_snips"));
    }

    [Fact]
    public void Present_Report_SaysWhatItWouldEarn()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        Assert.Contains("try it", report.Summary, StringComparison.Ordinal);
        Assert.Equal(["What would each policy earn?", "How much does the log say about it?", "Which arm is shown how often?"], report.Sections.Select(section => section.Title));
        ReportTable arms = report.Sections[2].Blocks.OfType<TableBlock>().Single().Table;
        Assert.Equal(1, arms.Rows.Sum(row => row[3].Number!.Value.Value), 1e-6);
        double pulls = Tables.Sum(table => Enumerable.Range(0, table.RowCount).Count(row => !TrainTestSplit.IsTest(table.SplitKeys[row], 0.2) && table.Categories("arm")[row] >= 0));
        Assert.Equal(pulls, arms.Rows.Sum(row => row[1].Number!.Value.Value));
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    [Fact]
    public void Create_ContractWithoutArm_IsRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => TaskCatalogue.For(CreativeLog.Parse("", arm: "offer"))).Message;
        Assert.Contains("called 'arm'", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TaskCatalogue.For(CreativeLog.Parse("", propensity: "chance")));
        Assert.Throws<TaskStateException>(() => Joint.Value.Task.Score(Joint.Value.States[1], null, Tables[0], ScoreOptions.ScoresOnly));
    }
}
