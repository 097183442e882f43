using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

public class ModelKindTests
{
    private const string Exact = "model: {kind: logistic, penalty: 0.5}";
    private const string Boosted = "model: {kind: boosted_trees, trees: 6, depth: 3, minimum_leaf_rows: 5}";
    private const string Forest = "model: {kind: random_forest, trees: 12, depth: 4, minimum_leaf_rows: 5}";
    private const string Bayes = "model: {kind: naive_bayes}";
    private const string Network = "model: {kind: mlp, hidden: [8]}\ntraining: {rounds: 15, learning_rate: 0.02, local_epochs: 2}";

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
    [InlineData(Exact)]
    [InlineData(Boosted)]
    [InlineData(Forest)]
    [InlineData(Bayes)]
    [InlineData(Fitted)]
    [InlineData(Network)]
    [InlineData("model: {kind: mlp, hidden: [8], batch_norm: true}\ntraining: {rounds: 15, learning_rate: 0.02, local_epochs: 2}")]
    [InlineData("training: {algorithm: fedprox, rounds: 15, learning_rate: 0.1}")]
    [InlineData("training: {algorithm: fedadam, rounds: 20, learning_rate: 0.05, server_learning_rate: 0.2}")]
    [InlineData("training: {algorithm: fedyogi, rounds: 20, learning_rate: 0.05, server_learning_rate: 0.2}")]
    [InlineData("training: {algorithm: fedadagrad, rounds: 20, learning_rate: 0.05, server_learning_rate: 0.2}")]
    [InlineData("training: {algorithm: scaffold, rounds: 20, learning_rate: 0.5}")]
    public void Pipeline_EachModel_TellsApartWhatItNeverSaw(string settings)
    {
        var joint = new Pipeline(settings, Tables);
        TaskProgress done = joint.Task.Describe(joint.Model);
        Assert.Equal("done", done.Stage);
        Assert.InRange(done.Evaluation!.AreaUnderCurve, 0.9, 1);
        Assert.InRange(done.Evaluation.LiftAtTenth, 1.2, 10);
        Assert.Equal(done.TotalRounds, done.CompletedRounds);
        LocalTable fresh = ChurnTables.Sample(200, 99);
        float[] scores = joint.Task.Score(joint.Model, null, fresh, ScoreOptions.ScoresOnly).Ranking();
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.InRange(Learning.Metrics.AreaUnderCurve.Exact(scores, fresh.Labels), 0.9, 1);
    }

    [Theory]
    [InlineData(Exact)]
    [InlineData(Boosted)]
    [InlineData(Forest)]
    [InlineData(Bayes)]
    [InlineData(Fitted)]
    public void Pipeline_ExactModel_IsThatOfThePooledRows(string settings)
    {
        Pipeline joint = new(settings, Tables), pooled = new(settings, ChurnTables.Pool(Tables));
        LocalTable fresh = ChurnTables.Sample(200, 99);
        double[] one = [.. joint.Task.Score(joint.Model, null, fresh, ScoreOptions.ScoresOnly).Columns[0].Numbers!];
        double[] other = [.. pooled.Task.Score(pooled.Model, null, fresh, ScoreOptions.ScoresOnly).Columns[0].Numbers!];
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [InlineData(Exact)]
    [InlineData(Boosted)]
    [InlineData(Forest)]
    [InlineData(Bayes)]
    [InlineData(Fitted)]
    [InlineData("training: {algorithm: fedadam, rounds: 3}")]
    [InlineData("training: {algorithm: scaffold, rounds: 3}")]
    public void State_OfEachModel_SurvivesTheWireAndMissesNoTensor(string settings)
    {
        var joint = new Pipeline(settings, Tables);
        foreach (ModelSnapshot state in joint.States)
        {
            ModelSnapshot read = Safetensors.Read(Safetensors.Write(state));
            Assert.Equal(joint.Task.Describe(state).Stage, joint.Task.Describe(read).Stage);
            foreach (NamedTensor missing in state.Tensors.Where(tensor => tensor.Shape.Length > 0))
                Assert.True(IsRefused(joint.Task, new ModelSnapshot(state.Tensors.Remove(missing), state.Metadata)), $"{missing.Name} was not missed in stage {state.Metadata["stage"]}");
        }
    }

    private static bool IsRefused(IJointTask task, ModelSnapshot state)
    {
        try
        {
            task.Describe(state);
            return false;
        }
        catch (TaskStateException)
        {
            return true;
        }
    }
}
