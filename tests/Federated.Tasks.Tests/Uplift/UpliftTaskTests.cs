using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Uplift;

public sealed class UpliftTaskTests
{
    private static readonly JobSpec Job = Campaign.Job("planned_share: 0.5, contact_cost: 0.1");

    private static readonly LocalTable[] Different = Tables(strength: 0.6), Alike = Tables(strength: 0);
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Different));
    private static readonly Lazy<JointRun> Flat = new(() => new JointRun(Job, Alike));

    [Fact]
    public void Run_ThreeNodes_GoesThroughItsStages()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["statistics", "trial", "treated", "untreated", "single", "imputed_treated", "imputed_untreated", "residual", "spread", "choice", "curve", "done"], stages);
        Assert.InRange(Joint.Value.States.Count, 15, 40);
    }

    [Fact]
    public void Run_EffectThatDiffers_IsFoundAndRanksCustomers()
    {
        Assert.InRange(Campaign.AverageEffect, Joint.Value.Figure("average_effect_low"), Joint.Value.Figure("average_effect_high"));
        Assert.Equal(1, Joint.Value.Figure("targetable"));
        Assert.InRange(Joint.Value.Figure("qini_p"), 0.002, 0.01);
        Assert.Contains("better than chance", Joint.Value.Progress.Headline, StringComparison.Ordinal);
        // Area between the curve of effects in falling order, a + s·(visits − ½), and its chord: s/12.
        Assert.Equal(0.6 / 12, Joint.Value.Figure("qini"), 3 * Joint.Value.Figure("qini_error"));
        // A contact at 0.1 pays for those whose effect is above it: half of them.
        Assert.InRange(Joint.Value.Figure("contact_share"), 0.3, 0.7);
    }

    [Fact]
    public void Run_TwoClasses_GivesTheModelsOfThePool()
    {
        // One node more than the pool changes nothing but the constants that are each node's own: here every node contacts alike, so learners without them agree.
        var pooled = new JointRun(Job, LocalTable.Concatenate(Different));
        foreach (string tensor in new[] { "treated/weight", "untreated/weight", "single/weight", "imputed_treated/weight", "imputed_untreated/weight" })
        {
            double[] expected = pooled.Model.Doubles(tensor).ToArray(), actual = Joint.Value.Model.Doubles(tensor).ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (int index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual[index], 1e-5);
        }

        Assert.Equal(pooled.Figure("difference_in_means"), Joint.Value.Figure("difference_in_means"), 1e-9);
    }

    [Theory]
    [InlineData("t")]
    [InlineData("s")]
    [InlineData("x")]
    [InlineData("r")]
    public void Score_EachLearner_IsNearTheTruth(string learner)
    {
        var run = new JointRun(Campaign.Job($"learner: {learner}, permutations: 99"), Different);
        ScoredRows scored = run.Task.Score(run.Model, null, Customers((0.05, 0), (0.95, 1)), new ScoreOptions { Reasons = 1 });
        Assert.True(scored.IsRanking);
        Assert.Equal(Campaign.Effect(0.05, 0.6), scored.Columns[0].Numbers![0], 0.12);
        Assert.Equal(Campaign.Effect(0.95, 0.6), scored.Columns[0].Numbers![1], 0.12);
        Assert.Equal("visits is low (0.05)", scored.Reasons![0][0].Words);
        Assert.True(scored.Reasons[0][0].Contribution < 0 && scored.Reasons[1][0].Contribution > 0);
    }

    [Fact]
    public void Score_ChosenLearner_SaysWhomToContact()
    {
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, Customers((0.05, 0), (0.95, 1)), ScoreOptions.ScoresOnly);
        Assert.Equal(["score", "response_if_contacted", "response_if_not", "expected_gain", "contact"], scored.Columns.Select(column => column.Name));
        Assert.Equal(["no", "yes"], scored.Columns[4].Words!);
        Assert.Equal(Campaign.Base(0.95, 1, 0.2), scored.Columns[2].Numbers![1], 0.1);
    }

    [Fact]
    public void Score_NoTargetableSignal_RefusesToRankAndSaysTheAverage()
    {
        Assert.Contains("there is no targetable signal", Flat.Value.Progress.Headline, StringComparison.Ordinal);
        ScoredRows scored = Flat.Value.Task.Score(Flat.Value.Model, null, Customers((0.05, 0), (0.95, 1)), ScoreOptions.ScoresOnly);
        Assert.False(scored.IsRanking);
        Assert.Equal(["average_effect", "note"], scored.Columns.Select(column => column.Name));
        Assert.All(scored.Columns[0].Numbers!, number => Assert.Equal(Flat.Value.Figure("average_effect"), number));
        Assert.All(scored.Columns[1].Words!, words => Assert.Equal("there is no targetable signal", words));
    }

    [Fact]
    public void Score_BeforeTheCurve_IsRefused()
        => Assert.Throws<TaskStateException>(() => Joint.Value.Task.Score(Joint.Value.States[^2], null, Customers((0.5, 0)), ScoreOptions.ScoresOnly));

    [Fact]
    public void Run_PartnersThatContactDifferentShares_DoNotConfoundEachOther()
    {
        // Where many are contacted many buy anyway: the means of all rows differ by far more than the contact does.
        LocalTable[] tables = [Campaign.Draw(Job.Contract, 3000, 11, 0, share: 0.8, level: 0.5), Campaign.Draw(Job.Contract, 3000, 12, 0, share: 0.2, level: 0.05)];
        var run = new JointRun(Job, tables);
        Assert.InRange(run.Figure("difference_in_means"), 0.3, 0.5);
        Assert.Equal(Campaign.AverageEffect, run.Figure("average_effect"), 0.04);
        Assert.Equal(Campaign.AverageEffect, run.Figure("within_partners"), 0.04);
        Assert.Equal(0, run.Figure("targetable"));
    }

    [Fact]
    public void Run_ContactThatWasNotRandomised_IsSaidToBeUnbalanced()
    {
        LocalTable[] chosen = [.. Alike.Select(table => table.Select([.. Enumerable.Range(0, table.RowCount).Where(row => table.Categories("treatment")[row] == 0 || table.Numbers("visits")[row] > 0.3)]))];
        var run = new JointRun(Job, chosen);
        Assert.InRange(run.Figure("balance_p"), 0, 1e-6);
        Assert.InRange(run.Figure("share_p"), 0, 1e-6);
        Assert.Contains("may not have been randomised", run.Task.Present(run.Model, null, null).Summary, StringComparison.Ordinal);
        Assert.InRange(Joint.Value.Figure("balance_p"), 0.01, 1);
    }

    [Fact]
    public void Run_AmountAsLabel_IsInItsOwnUnit()
    {
        JobSpec job = JobSpec.Parse(
            """
            name: spring
            task: uplift
            evaluation: {test_fraction: 0.4, validation_fraction: 0}
            options: {treatment: [mailed], permutations: 199}
            contract:
              name: spring-v1
              fields:
                - {name: visits, type: number, min: 0, max: 1}
                - {name: mailed, type: boolean}
                - {name: spent, type: number, min: 0, max: 400, role: label}
            """, "job.yaml", TaskCatalogue.Declarations);
        LocalTable[] tables = [.. Enumerable.Range(1, 2).Select(node => Spending(job.Contract, 1500, (ulong)node))];
        var run = new JointRun(job, tables);
        Assert.Equal(20, run.Figure("average_effect"), 5.0);
        Assert.Equal(1, run.Figure("targetable"));
        var builder = new LocalTableBuilder(job.Contract, hasLabels: false);
        builder.Add([0.9, -1], 0, 0);
        Assert.Equal(20 + (80 * 0.4), run.Task.Score(run.Model, null, builder.Build(), ScoreOptions.ScoresOnly).Columns[0].Numbers![0], 10.0);
    }

    [Fact]
    public void Present_OwnRows_StandBesideEverybodys()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, Different[1]), flat = Flat.Value.Task.Present(Flat.Value.Model, null, null);
        Assert.Equal(
            ["Does the contact work?", "Was it random?", "Can customers be told apart?", "What happened in each fifth?", "Who responds?", "How many to contact?", "Which learner?"],
            report.Sections.Select(section => section.Title));
        Assert.Equal(4, ((ChartBlock)report.Sections[0].Blocks[0]).Chart.Table.Rows.Count);
        Assert.DoesNotContain(flat.Sections, section => section.Title == "Who responds?");
        Assert.Contains("customers are not ranked", flat.Summary, StringComparison.Ordinal);
        Assert.StartsWith("No: there is no targetable signal", flat.Sections[2].Sentence, StringComparison.Ordinal);
        ReportTable fifths = ((TableBlock)report.Sections[3].Blocks[0]).Table;
        Assert.True(fifths.Rows[0][4].Number!.Value.Value > fifths.Rows[^1][4].Number!.Value.Value + 0.2);
    }

    [Fact]
    public void Parse_ContractWithoutTreatment_IsRefused()
    {
        JobSpec job = Campaign.Job("treatment: [visits]");
        Assert.Contains("boolean feature 'visits'", Assert.Throws<ArgumentException>(() => TaskCatalogue.For(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NobodyContacted_EndsWithAReason()
    {
        LocalTable[] nobody = [.. Alike.Select(table => table.Select([.. Enumerable.Range(0, table.RowCount).Where(row => table.Categories("treatment")[row] == 0)]))];
        Assert.Contains("nothing can be compared", Assert.Throws<ContributionException>(() => new JointRun(Job, nobody)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    private static LocalTable[] Tables(double strength) =>
        [Campaign.Draw(Job.Contract, 300, 1, strength), Campaign.Draw(Job.Contract, 1500, 2, strength), Campaign.Draw(Job.Contract, 2500, 3, strength)];

    private static LocalTable Customers(params (double Visits, int Member)[] customers)
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels: false);
        foreach ((double visits, int member) in customers)
            builder.Add([visits, member, -1], 0, 0);
        return builder.Build();
    }

    private static LocalTable Spending(DataContract contract, int rows, ulong seed)
    {
        var generator = new Federated.Learning.Randomness.SeededGenerator(seed);
        var builder = new LocalTableBuilder(contract);
        for (int row = 0; row < rows; row++)
        {
            double visits = generator.NextDouble(), noise = 60 * (generator.NextDouble() - 0.5);
            int treated = generator.NextBelow(2);
            builder.Add([visits, treated], (float)Math.Clamp(100 + (50 * visits) + (treated * (20 + (80 * (visits - 0.5)))) + noise, 0, 400), TrainTestSplit.KeyOfId("salt", BitConverter.GetBytes((long)seed * 100_000 + row)));
        }

        return builder.Build();
    }
}
