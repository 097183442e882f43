using Federated.Computations;
using Federated.Computations.Worth;
using Federated.Learning.State;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

public class WorthTests
{
    private const string Boosted = "model: {kind: boosted_trees, trees: 6, depth: 3, minimum_leaf_rows: 5}";
    private static readonly LocalTable[] Tables = [ChurnTables.Sample(300, 1), ChurnTables.Sample(200, 2), ChurnTables.Sample(150, 3)];

    [Theory]
    [InlineData("model: {kind: logistic}")]
    [InlineData(Boosted)]
    [InlineData("model: {kind: random_forest, trees: 10, depth: 3, minimum_leaf_rows: 5}")]
    [InlineData("model: {kind: naive_bayes}")]
    [InlineData("model: {kind: mlp, hidden: [4]}\ntraining: {rounds: 8, learning_rate: 0.02}")]
    public void Pipeline_WithValidationRows_EndsWithEachPartnersOwnChoice(string settings)
    {
        var joint = new Pipeline(settings, 0.2, Tables);
        Assert.Equal("worth", joint.Task.Describe(joint.States[^2]).Stage);
        LocalTable fresh = ChurnTables.Sample(200, 99);
        foreach (NodeMemory memory in joint.Memories)
        {
            ModelSnapshot kept = Safetensors.Read(Safetensors.Write(memory.Current!));
            float[] scores = joint.Task.Score(joint.Model, kept, fresh, ScoreOptions.ScoresOnly).Ranking();
            Assert.InRange(Learning.Metrics.AreaUnderCurve.Exact(scores, fresh.Labels), 0.85, 1);
        }
    }

    [Theory]
    [InlineData("model: {kind: logistic}")]
    [InlineData(Boosted)]
    [InlineData("model: {kind: naive_bayes}")]
    public void Pipeline_PartnerWhoseCustomersBehaveTheOtherWay_IsNotServedByTheJointModel(string settings)
    {
        LocalTable all = ChurnTables.Sample(300, 5);
        LocalTable opposed = ChurnTables.Of([.. Enumerable.Range(0, all.RowCount).Select(row =>
            ((double)all.Categories("state")[row], all.Numbers("minutes")[row], all.Numbers("calls")[row], (double)all.Categories("plan")[row], 1 - all.Labels[row]))]);
        var joint = new Pipeline(settings, 0.2, [.. Tables, ChurnTables.Sample(300, 6), opposed]);
        Assert.InRange(Area(null), 0, 0.3);
        Assert.InRange(Area(joint.Memories[^1].Current), 0.85, 1);

        double Area(ModelSnapshot? memory) =>
            Learning.Metrics.AreaUnderCurve.Exact(joint.Task.Score(joint.Model, memory, opposed, ScoreOptions.ScoresOnly).Ranking(), opposed.Labels);
    }

    [Fact]
    public void Pipeline_PartnerOfOneClass_TakesPartWithTheJointModel()
    {
        LocalTable all = ChurnTables.Sample(200, 4);
        LocalTable stayers = all.Select([.. Enumerable.Range(0, all.RowCount).Where(row => all.Labels[row] == 0)]);
        var joint = new Pipeline("model: {kind: logistic}", 0.2, [.. Tables, stayers]);
        LocalTable fresh = ChurnTables.Sample(50, 99);
        Assert.Equal(
            joint.Task.Score(joint.Model, null, fresh, ScoreOptions.ScoresOnly).Ranking(),
            joint.Task.Score(joint.Model, joint.Memories[3].Current, fresh, ScoreOptions.ScoresOnly).Ranking());
    }

    [Theory]
    [InlineData("kind", "Best")]
    [InlineData("kind", "17")]
    [InlineData("joint_share", "2")]
    [InlineData("joint_share", "NaN")]
    [InlineData("joint_share", "1")]
    public void Score_MemoryThatIsDamaged_IsRefused(string key, string value)
    {
        var joint = new Pipeline(Boosted, 0.2, Tables);
        ModelSnapshot memory = joint.Memories.Select(each => each.Current!).First(each => each.Metadata["worth/joint_share"] != "1");
        var damaged = new ModelSnapshot(memory.Tensors, memory.Metadata.SetItem($"worth/{key}", value));
        Assert.Throws<TaskStateException>(() => joint.Task.Score(joint.Model, damaged, Tables[0], ScoreOptions.ScoresOnly));
        var cut = new ModelSnapshot(memory.Tensors.RemoveAt(0), memory.Metadata);
        Assert.Throws<TaskStateException>(() => joint.Task.Score(joint.Model, cut, Tables[0], ScoreOptions.ScoresOnly));
    }

    [Theory]
    [InlineData("model: {kind: logistic}", false, 1e-4)]
    [InlineData(Boosted, false, 1e-4)]
    [InlineData("model: {kind: random_forest, trees: 10, depth: 3, minimum_leaf_rows: 5}", true, 1e-4)]
    [InlineData("model: {kind: mlp, hidden: [4]}\ntraining: {rounds: 8, learning_rate: 0.02}", false, 0.05)]
    public void Score_Reasons_AddUpToTheScore(string settings, bool isProbability, double tolerance)
    {
        var joint = new Pipeline(settings, Tables);
        LocalTable fresh = ChurnTables.Sample(40, 99);
        ScoredRows scored = joint.Task.Score(joint.Model, null, fresh, new ScoreOptions { Reasons = 10 });
        double[] rest = [.. Enumerable.Range(0, fresh.RowCount).Select(row =>
        {
            double score = scored.Columns[0].Numbers![row];
            return (isProbability ? score : Math.Log(score / (1 - score))) - scored.Reasons![row].Sum(reason => reason.Contribution);
        })];
        Assert.All(rest, value => Assert.Equal(rest[0], value, tolerance));
        Assert.All(scored.Reasons!, reasons => Assert.Equal(reasons.OrderByDescending(reason => Math.Abs(reason.Contribution)), reasons));
        Assert.Contains(scored.Reasons!, reasons => reasons.Count > 0 && reasons[0].Words.StartsWith(reasons[0].Field, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model: {kind: logistic}")]
    [InlineData(Boosted)]
    [InlineData("model: {kind: naive_bayes}")]
    public void Present_WholeCourse_ShowsWorthQualityReasonsAndFairness(string settings)
    {
        var joint = new Pipeline(settings + "\noptions: {fairness: [state]}", 0.2, Tables);
        Assert.Equal(["importance", "fairness", "worth"], joint.States.Select(state => joint.Task.Describe(state).Stage).Intersect(["importance", "fairness", "worth"]));
        TaskReport report = joint.Task.Present(joint.Model, joint.Memories[0].Current, Tables[0]);
        Assert.Equal(
            ["Is it worth it?", "How good is the model?", "Can the chances be trusted?", "What does contacting the best first gain?", "What does the model go by?", "Are groups treated alike?"],
            report.Sections.Select(section => section.Title));
        Assert.Contains("mostly by minutes", report.Sections[4].Sentence, StringComparison.Ordinal);
        Assert.Equal(report.Sections.Skip(1).Select(section => section.Title), joint.Task.Present(joint.Model, null, Tables[0]).Sections.Select(section => section.Title));
    }

    [Fact]
    public void Apply_WorthOfPartners_IsTheMeanOfTheirOwnFigures()
    {
        var joint = new Pipeline("model: {kind: logistic}", 0.2, Tables);
        WorthResult means = WorthSnapshot.Read(new ModelSnapshot(
            joint.Model.Tensors.Where(tensor => tensor.Name.StartsWith("worth/", StringComparison.Ordinal)).Select(NamedTensor (tensor) => new DoubleTensor(tensor.Name["worth/".Length..], tensor.Shape, ((DoubleTensor)tensor).Values))));
        double[] own = [.. joint.Memories.Select(memory => Area(memory.Current!))];
        Assert.Equal(own.Average(), means.Of(WorthModel.Local, WorthMetric.AreaUnderCurve)!.Mean, 1e-9);

        static double Area(ModelSnapshot memory)
        {
            double[] lines = memory.Doubles("worth/figures/lines").ToArray();
            return lines.Chunk(8).Single(line => line[0] == (int)WorthModel.Local && line[1] == (int)WorthMetric.AreaUnderCurve)[2];
        }
    }
}
