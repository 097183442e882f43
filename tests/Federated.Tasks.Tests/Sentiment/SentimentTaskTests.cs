using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Sentiment;

public sealed class SentimentTaskTests
{
    private static readonly JobSpec TwoClasses = Job("{name: mood, type: category, role: label, values: [bad, good], positive: good}");
    private static readonly JobSpec ThreeClasses = Job("{name: mood, type: category, role: label, values: [bad, good, neutral]}");
    private static readonly LocalTable[] Tables = [Draw(60, 1), Draw(250, 2), Draw(400, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(TwoClasses, Tables));

    [Fact]
    public void Run_ThreeNodes_GoesThroughItsStagesAndTellsClassesApart()
    {
        string[] stages = [.. Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage).Distinct()];
        Assert.Equal(["frequencies", "training", "evaluation", "done"], stages);
        Assert.InRange(Joint.Value.States.Count, 10, 45);
        Assert.InRange(Joint.Value.Figure("accuracy"), 0.9, 0.99);
        Assert.InRange(Joint.Value.Figure("macro_f1"), 0.9, 0.99);
        Assert.InRange(Joint.Value.Figure("auc"), 0.9, 1);
        Assert.Matches("^9[0-9]\\.[0-9] ?% of [0-9]+ held-out texts are told right", Joint.Value.Progress.Headline);
    }

    [Fact]
    public void Run_ThreeNodes_GivesTheModelOfTheirPool()
    {
        var pooled = new JointRun(TwoClasses, LocalTable.Concatenate(Tables));
        ReadOnlySpan<double> expected = pooled.Model.Doubles("training/best"), actual = Joint.Value.Model.Doubles("training/best");
        double largest = 0;
        for (int index = 0; index < expected.Length; index++)
            largest = Math.Max(largest, Math.Abs(expected[index] - actual[index]));
        Assert.InRange(largest, 0, 2e-4);
        Assert.Equal(pooled.Model.Doubles("frequencies/counts").ToArray(), Joint.Value.Model.Doubles("frequencies/counts").ToArray());
        Assert.Equal(pooled.Figure("accuracy"), Joint.Value.Figure("accuracy"));
    }

    [Fact]
    public void Score_NewTexts_FollowsTheWordsAndNamesThem()
    {
        LocalTable texts = Reviews.Of(TwoClasses.Contract, "the staff was WONDERFUL", "broken product", "服务很差", "客服很好", null);
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, texts, new ScoreOptions { Reasons = 2 });

        Assert.Equal(["good", "bad", "bad", "good"], scored.Columns[1].Words!.Take(4));
        Assert.True(scored.IsRanking);
        Assert.Equal("says \"wonderful\"", scored.Reasons![0][0].Words);
        Assert.Equal("says \"broken\"", scored.Reasons[1][0].Words);
        Assert.Contains(scored.Reasons[2], reason => reason.Words.Contains('差', StringComparison.Ordinal) && reason.Contribution < 0);
        Assert.True(scored.Reasons[0][0].Contribution > 0 && scored.Reasons[1][0].Contribution < 0);
        Assert.Empty(scored.Reasons[4]);
    }

    [Fact]
    public void Score_AllReasons_AddUpToTheLogit()
    {
        LocalTable texts = Reviews.Of(TwoClasses.Contract, "the delivery was friendly and 服务很好");
        ScoredRows scored = Joint.Value.Task.Score(Joint.Value.Model, null, texts, new ScoreOptions { Reasons = 1000 });
        double probability = scored.Columns[0].Numbers![0], intercept = Joint.Value.Model.Doubles("training/best")[^1];
        Assert.Equal(Math.Log(probability / (1 - probability)) - intercept, scored.Reasons![0].Sum(reason => reason.Contribution), 1e-5);
    }

    [Fact]
    public void Present_OwnTexts_AreMeasuredBesideEverybodys()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, Tables[1]), without = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        Assert.Contains("of your own held-out texts", report.Sections[0].Sentence, StringComparison.Ordinal);
        ReportTable confusion = ((TableBlock)without.Sections[1].Blocks[0]).Table;
        Assert.Equal(Joint.Value.Figure("texts_1_taken_for_2"), confusion.Rows[0][2].Number!.Value.Value);
        Assert.Equal("bad", confusion.Rows[0][0].Text);
    }

    [Fact]
    public void Run_ThreeClasses_GivesProbabilitiesAndClasses()
    {
        var run = new JointRun(ThreeClasses, Reviews.Draw(ThreeClasses.Contract, 500, 3, 5), Reviews.Draw(ThreeClasses.Contract, 300, 3, 6));
        Assert.InRange(run.Figure("accuracy"), 0.85, 0.99);
        ScoredRows scored = run.Task.Score(run.Model, null, Reviews.Of(ThreeClasses.Contract, "ordinary service", "服务还行", "excellent product"), new ScoreOptions { Reasons = 1 });
        Assert.False(scored.IsRanking);
        Assert.Equal(["neutral", "neutral", "good"], scored.Columns[0].Words!);
        Assert.Equal("says \"ordinary\"", scored.Reasons![0][0].Words);
        for (int row = 0; row < 3; row++)
            Assert.Equal(1, scored.Columns.Skip(1).Sum(column => column.Numbers![row]), 1e-9);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    [Fact]
    public void Read_StateOfOtherOptions_IsRefused()
    {
        JobSpec other = Job("{name: mood, type: category, role: label, values: [bad, good], positive: good}", "penalty: 2, ");
        Assert.Throws<TaskStateException>(() => TaskCatalogue.For(other).Describe(Joint.Value.Model));
        Assert.Throws<TaskStateException>(() => Joint.Value.Task.Score(Joint.Value.States[0], null, Tables[0], ScoreOptions.ScoresOnly));
    }

    [Fact]
    public void Job_WithoutText_IsRefused()
        => Assert.Throws<DocumentException>(() => JobSpec.Parse("name: a\ntask: sentiment\ncontract:\n  name: b\n  fields:\n    - {name: x, type: number, min: 0, max: 1}\n    - {name: y, type: boolean, role: label}\n", "job.yaml", TaskCatalogue.Declarations));

    private static LocalTable Draw(int rows, ulong seed) => Reviews.Draw(TwoClasses.Contract, rows, 2, seed);

    private static JobSpec Job(string label, string options = "") => JobSpec.Parse(
        $$"""
        name: feedback
        task: sentiment
        options: {{{options}}bucket_bits: 11, floor: 3}
        evaluation: {validation_fraction: 0}
        contract:
          name: feedback-v1
          fields:
            - {name: comment, type: text}
            - {{label}}
        """,
        "job.yaml", TaskCatalogue.Declarations);
}
