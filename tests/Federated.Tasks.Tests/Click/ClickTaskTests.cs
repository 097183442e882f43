using Federated.Learning.Metrics;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Click;

public sealed class ClickTaskTests
{
    private const string PartnerWorthSection = "Is it worth it?";
    private const string Small = "bucket_bits: 8, ";
    private static readonly ClickEvents Events = new(pages: 60);
    private static readonly JobSpec Logistic = ClickEvents.Job(Small);
    private static readonly LocalTable[] Tables = [Draw(500, 1), Draw(800, 2), Draw(1200, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Logistic, Tables));

    [Fact]
    public void Run_ThreePartners_GoesThroughItsStagesAndRanksClicks()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["statistics", "training", "calibration", "evaluation", "importance", "rates", "worth", "done"], stages);
        Assert.InRange(Joint.Value.Figure("auc"), 0.68, 0.85);
        Assert.InRange(Joint.Value.Figure("calibration_error"), 0, 0.06);
        Assert.StartsWith("AUC 0.", Joint.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameRowsWithOtherPartners_GivesTheSameModel()
    {
        LocalTable pool = LocalTable.Concatenate(Tables);
        var others = new JointRun(Logistic, [.. Enumerable.Range(0, 3).Select(partner => pool.Select([.. Enumerable.Range(0, pool.RowCount).Where(row => row % 5 % 3 == partner)]))]);
        ReadOnlySpan<double> expected = others.Model.Doubles("training/best"), actual = Joint.Value.Model.Doubles("training/best");
        double largest = 0;
        for (int index = 0; index < expected.Length; index++)
            largest = Math.Max(largest, Math.Abs(expected[index] - actual[index]));
        Assert.InRange(largest, 0, 5e-3);
        Assert.Equal(others.Figure("auc"), Joint.Value.Figure("auc"), 2e-3);
        Assert.Equal(others.Figure("calibration_factor"), Joint.Value.Figure("calibration_factor"), 1e-2);
        Assert.Equal(others.Figure("rate"), Joint.Value.Figure("rate"));
    }

    [Fact]
    public void Score_NewEvents_ComesNearTheTruth()
    {
        (LocalTable table, double[] truth) = Events.Draw(Logistic, 2000, 99);
        double[] scores = [.. Joint.Value.Task.Score(Joint.Value.Model, null, table, ScoreOptions.ScoresOnly).Columns[0].Numbers!];
        double reached = Area(scores, table), possible = Area(truth, table), pages = Area([.. Enumerable.Repeat(0.5, scores.Length)], table);
        Assert.True(reached > possible - 0.08 && reached < possible && pages == 0.5, $"{reached} of {possible}");
    }

    [Fact]
    public void Score_Pages_FollowsTheirEffectsAndNamesThem()
    {
        int[] byEffect = [.. Enumerable.Range(0, 12).OrderBy(page => ClickEvents.LogOdds(page, 0, 0, 12, 50))];
        ScoredRows scored = Joint.Value.Task.Score(
            Joint.Value.Model, null, ClickEvents.OfPages(Logistic, $"/page/{byEffect[0]}", $"/page/{byEffect[^1]}", null, $"/page/{byEffect[^1]}"), new ScoreOptions { Reasons = 6 });
        double[] chances = [.. scored.Columns[0].Numbers!];
        Assert.True(chances[0] < chances[2] && chances[2] < chances[1], string.Join(' ', chances));
        Assert.Equal(chances[1], chances[3]);
        Reason reason = scored.Reasons![1].Single(each => each.Field == "page");
        Assert.Equal($"page = /page/{byEffect[^1]}", reason.Words);
        Assert.True(reason.Contribution > 0 && scored.Reasons[0].Single(each => each.Field == "page").Contribution < 0);
        Assert.DoesNotContain(scored.Reasons[2], each => each.Field == "page");
    }

    [Fact]
    public void Calibration_OfAModelThatKnowsItsRowsByHeart_TakesItsLogitsBack()
    {
        JobSpec loose = ClickEvents.Job("bucket_bits: 8, penalty: 0.01, ");
        var calibrated = new JointRun(loose, Tables);
        var raw = new JointRun(ClickEvents.Job("bucket_bits: 8, penalty: 0.01, importance: false, ", "evaluation: {validation_fraction: 0, salt: clicks}"), Tables);
        Assert.InRange(calibrated.Figure("calibration_factor"), 0.3, 0.9);
        Assert.True(calibrated.Figure("log_loss") < raw.Figure("log_loss"), $"{calibrated.Figure("log_loss")} against {raw.Figure("log_loss")}");
        Assert.DoesNotContain(raw.Progress.Figures, figure => figure.Name == "calibration_factor");
    }

    [Theory]
    [InlineData("factorization_machine")]
    [InlineData("deep_fm")]
    public void Run_MachineOfFactors_IsAsGoodAsThatOfThePool(string learner)
    {
        JobSpec job = ClickEvents.Job($"bucket_bits: 8, importance: false, factors: 4, hidden: 8, steps: 30, learning_rate: 0.1, learner: {learner}, ", "evaluation: {validation_fraction: 0}");
        var joint = new JointRun(job, Tables);
        var pooled = new JointRun(job, LocalTable.Concatenate(Tables));
        Assert.Equal(pooled.Figure("auc"), joint.Figure("auc"), 1e-3);
        Assert.InRange(joint.Figure("auc"), 0.68, 0.85);
        Assert.True(joint.Figure("log_loss") < 0.6);
        joint.AssertRefusesDamage();
    }

    [Fact]
    public void Run_MachineOfFactorsWithValidationRows_EndsByThemAndIsWorthSomethingToEach()
    {
        var run = new JointRun(ClickEvents.Job("bucket_bits: 8, importance: false, learner: factorization_machine, learning_rate: 0.5, "), Tables);
        string[] stages = [.. run.States.Select(state => run.Task.Describe(state).Stage)];
        Assert.InRange(stages.Count(stage => stage == "training"), 9, 40);
        Assert.Contains("worth", stages);
        Assert.True(run.Figure("log_loss") < 0.6);
    }

    [Fact]
    public void Present_Groups_HaveTheRatesOfTheHeldOutEvents()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        LocalTable[] test = [.. Tables.Select(table => TrainTestSplit.Part(table, RowPart.Test, 0.2, 0.2))];
        ReportTable creatives = report.Sections.Single(section => section.Title == "Which creative works?").Blocks.OfType<TableBlock>().Single().Table;
        Assert.Contains(report.Sections, section => section.Title == "Which weekday works?");
        foreach (IReadOnlyList<ReportCell> row in creatives.Rows)
        {
            int creative = Logistic.Contract.Find("creative")!.Values.ToList().IndexOf(row[0].Text!);
            double rows = 0, clicks = 0;
            foreach (LocalTable table in test)
            {
                for (int index = 0; index < table.RowCount; index++)
                {
                    bool isOwn = table.Categories("creative")[index] == creative;
                    rows += isOwn ? 1 : 0;
                    clicks += isOwn ? table.Labels[index] : 0;
                }
            }

            Assert.Equal(rows, row[1].Number!.Value.Value);
            Assert.Equal(clicks / rows, row[2].Number!.Value.Value, 1e-9);
            Assert.Equal(row[2].Number!.Value.Value, row[3].Number!.Value.Value, 0.1);
        }

        Assert.Equal(4, creatives.Rows.Count);
        Assert.Contains("page", report.Sections[^1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_NodeThatTookPart_UsesItsOwnChoice()
    {
        var memory = new Federated.Computations.NodeMemory();
        ModelSnapshot before = Joint.Value.States.Last(state => Joint.Value.Task.Describe(state).Stage == "worth");
        Joint.Value.Task.Contribute(before, new TaskData(Tables[2], 1, memory), new Federated.Computations.Contribution(Joint.Value.Task.Specify(before)));
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, memory.Current, Tables[2]);
        Assert.Equal(PartnerWorthSection, report.Sections[0].Title);
        ScoredRows own = Joint.Value.Task.Score(Joint.Value.Model, memory.Current, Tables[2], ScoreOptions.ScoresOnly);
        Assert.All(own.Columns[0].Numbers!, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    [Fact]
    public void Read_StateOfOtherOptions_IsRefused()
    {
        foreach (string options in new[] { "bucket_bits: 9, ", "bucket_bits: 8, penalty: 2, ", "bucket_bits: 8, learner: deep_fm, " })
            Assert.Throws<TaskStateException>(() => TaskCatalogue.For(ClickEvents.Job(options)).Describe(Joint.Value.Model));
        Assert.Throws<TaskStateException>(() => Joint.Value.Task.Score(Joint.Value.States[0], null, Tables[0], ScoreOptions.ScoresOnly));
    }

    private static LocalTable Draw(int rows, ulong seed) => Events.Draw(Logistic, rows, seed).Table;

    private static double Area(double[] scores, LocalTable table) => AreaUnderCurve.Exact([.. scores.Select(score => (float)score)], table.Labels);
}
