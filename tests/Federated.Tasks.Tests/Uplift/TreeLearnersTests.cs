using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Uplift;

public sealed class TreeLearnersTests
{
    private const string Trees = "{kind: boosted_trees, trees: 12, depth: 3, bins: 12, shrinkage: 0.3}";
    private const double Strength = 0.3;

    private static readonly JobSpec Job = BandCampaign.Job(Trees);
    private static readonly LocalTable[] Tables = [BandCampaign.Draw(Job.Contract, 2500, 1, Strength), BandCampaign.Draw(Job.Contract, 3500, 2, Strength, share: 0.3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));
    private static readonly LocalTable Fresh = BandCampaign.Draw(Job.Contract, 2000, 99, Strength);

    [Fact]
    public void Run_EffectInABand_IsFoundByTreesAndNotByStraightLines()
    {
        var linear = new JointRun(BandCampaign.Job("{kind: linear}"), Tables);
        Assert.Equal(1, Joint.Value.Figure("targetable"));
        Assert.InRange(Correlation(Joint.Value), 0.8, 1);
        Assert.Contains("-learner of trees", Joint.Value.Progress.Headline, StringComparison.Ordinal);
        Assert.True(linear.Figure("qini") < Joint.Value.Figure("qini") / 1.3, $"{linear.Figure("qini")} of lines, {Joint.Value.Figure("qini")} of trees");
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["residual", "bins", "tree_responses", "tree_effects", "spread", "choice", "curve", "done"], stages[^8..]);
        Assert.InRange(Joint.Value.States.Count, 1, Joint.Value.Task.Describe(Joint.Value.States[0]).TotalRounds + 1);
    }

    [Fact]
    public void Run_EachLearnerOfTrees_RanksTheValidationCustomers()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        ReportTable learners = ((TableBlock)report.Sections[^1].Blocks[0]).Table;
        Assert.Equal(["T-learner", "S-learner", "X-learner", "R-learner", "T-learner of trees", "S-learner of trees", "X-learner of trees", "R-learner of trees"], learners.Rows.Select(row => row[0].Text));
        Assert.All(learners.Rows.Skip(4), row => Assert.InRange(row[2].Number!.Value.Value, 3, 30));
        Assert.True(learners.Rows.Skip(4).Min(row => row[2].Number!.Value.Value) > learners.Rows.Take(4).Max(row => row[2].Number!.Value.Value));
    }

    [Fact]
    public void Run_TwoPartners_GiveTheTreesOfThePool()
    {
        // Responses and imputed effects know nothing of partners; the residual does, by the share that each contacts.
        var pooled = new JointRun(Job, LocalTable.Concatenate(Tables));
        foreach (string name in new[] { "tree_responses/treated", "tree_responses/untreated", "tree_responses/single" })
        {
            NamedTensor[] expected = pooled.Model.Tensors.Where(tensor => tensor.Name.StartsWith($"{name}/", StringComparison.Ordinal)).ToArray();
            Assert.NotEmpty(expected);
            foreach (DoubleTensor tensor in expected.OfType<DoubleTensor>())
                Assert.Equal(tensor.Values.ToArray(), Joint.Value.Model.Doubles(tensor.Name).ToArray());
        }
    }

    [Fact]
    public void Run_SameEffectOnAll_RanksNobody()
    {
        var run = new JointRun(Job, BandCampaign.Draw(Job.Contract, 900, 31, 0), BandCampaign.Draw(Job.Contract, 900, 32, 0, share: 0.3));
        Assert.Equal(0, run.Figure("targetable"));
        Assert.Contains("there is no targetable signal", run.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_WithReasons_NamesWhatThePredictionHangsOn()
    {
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, Fresh, new ScoreOptions { Reasons = 2 });
        int outside = Enumerable.Range(0, Fresh.RowCount).First(row => Fresh.Numbers("visits")[row] < 0.1 && Fresh.Categories("member")[row] == 1);
        Assert.True(scored.Reasons![outside].Single(reason => reason.Field == "visits").Contribution < -0.1);
        Assert.DoesNotContain(scored.Reasons.SelectMany(reasons => reasons), reason => reason.Field == "treatment");
    }

    [Fact]
    public void Present_TreesChosen_SaysWhatTheySplitBy()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        ReportSection who = report.Sections.Single(section => section.Title == "Who responds?");
        Assert.Matches("by (visits|member) most", who.Sentence);
        Assert.Equal(8, ((TableBlock)report.Sections[^1].Blocks[0]).Table.Rows.Count);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => new JointRun(BandCampaign.Job("{kind: boosted_trees, trees: 2, depth: 2, bins: 4}", "permutations: 99"), Tables).AssertRefusesDamage();

    private static double Correlation(JointRun run)
    {
        double[] scores = run.Task.Score(run.Model, null, Fresh, ScoreOptions.ScoresOnly).Columns[0].Numbers!.ToArray();
        double[] truth = [.. Enumerable.Range(0, Fresh.RowCount).Select(row => BandCampaign.Effect(Fresh.Numbers("visits")[row], Fresh.Categories("member")[row], Strength))];
        double mean = scores.Average(), average = truth.Average();
        double together = scores.Zip(truth, (of, other) => (of - mean) * (other - average)).Sum();
        return together / Math.Sqrt(scores.Sum(of => (of - mean) * (of - mean)) * truth.Sum(other => (other - average) * (other - average)));
    }
}
