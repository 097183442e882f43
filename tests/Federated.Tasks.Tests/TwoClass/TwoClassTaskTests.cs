using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

public class TwoClassTaskTests
{
    private static readonly LocalTable[] Tables = [ChurnTables.Sample(300, 1), ChurnTables.Sample(200, 2), ChurnTables.Sample(150, 3)];

    private static readonly Lazy<Pipeline> Joint = new(() => new Pipeline(Tables));

    [Fact]
    public void Pipeline_ThreeTables_GoesThroughItsStages()
    {
        var progress = Joint.Value.States.ConvertAll(Joint.Value.Task.Describe);
        Assert.Equal(["statistics", .. Enumerable.Repeat("training", Pipeline.Rounds), "evaluation", "done"], progress.Select(each => each.Stage));
        Assert.Equal(Enumerable.Range(0, Pipeline.Rounds + 3), progress.Select(each => each.CompletedRounds));
        Assert.All(progress, each => Assert.Equal(Pipeline.Rounds + 2, each.TotalRounds));
    }

    [Fact]
    public void Pipeline_StatisticsOfThreeTables_AreThoseOfTheirPool()
    {
        var joint = Joint.Value.States[1];
        var pooled = new Pipeline(ChurnTables.Pool(Tables)).States[1];
        foreach (var tensor in pooled.Tensors.Where(tensor => tensor.Name.StartsWith("statistics/", StringComparison.Ordinal)))
        {
            var (expected, actual) = (pooled.Doubles(tensor.Name).ToArray(), joint.Doubles(tensor.Name).ToArray());
            Assert.Equal(expected.Length, actual.Length);
            for (var index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual[index], 1e-6 * Math.Max(1, Math.Abs(expected[index])));
        }

        var training = TrainTestSplit.Split(ChurnTables.Pool(Tables), 0.2).Training;
        Assert.Equal(training.RowCount, Joint.Value.Task.Describe(joint).Rows);
        Assert.Equal(Enumerable.Average(training.Numbers("minutes").ToArray()), joint.Doubles("statistics/numeric")[2], 1e-6);
    }

    [Fact]
    public void Pipeline_Model_ToldApartWhatItNeverSaw()
    {
        var quality = Joint.Value.Task.Describe(Joint.Value.Model).Evaluation!;
        Assert.Equal(Tables.Sum(table => TrainTestSplit.Split(table, 0.2).Test.RowCount), quality.Rows);
        Assert.True(quality.AreaUnderCurve > 0.95, $"AUC is {quality.AreaUnderCurve}");
        var fresh = ChurnTables.Sample(200, 99);
        var scores = Joint.Value.Task.Score(Joint.Value.Model, null, fresh, ScoreOptions.ScoresOnly).Ranking();
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        var right = Enumerable.Range(0, fresh.RowCount).Count(row => scores[row] > 0.5f == fresh.Labels[row] > 0.5f);
        Assert.True(right > 170, $"{right} of 200 are right");
    }

    [Fact]
    public void State_WrittenAndRead_IsTheSameState()
    {
        foreach (var state in Joint.Value.States)
        {
            var read = Safetensors.Read(Safetensors.Write(state));
            Assert.Equal(state.ContentHash(), read.ContentHash());
            Assert.Equal(Joint.Value.Task.Describe(state) with { Figures = [] }, Joint.Value.Task.Describe(read) with { Figures = [] });
            Assert.Equal(Joint.Value.Task.Describe(state).Figures, Joint.Value.Task.Describe(read).Figures);
        }
    }

    [Fact]
    public void Score_BeforeThereIsAModel_IsRefused() => Refused(() => Joint.Value.Task.Score(Joint.Value.States[0], null, Tables[0], ScoreOptions.ScoresOnly));

    [Fact]
    public void Specify_JobThatIsDone_IsRefused() => Refused(() => Joint.Value.Task.Specify(Joint.Value.Model));

    [Fact]
    public void Read_TensorMissing_IsRefused()
    {
        Refused(() => Describe(new ModelSnapshot(Joint.Value.Model.Tensors, Joint.Value.Model.Metadata.Remove("training/"))));
        foreach (var state in Joint.Value.States)
        {
            foreach (var missing in state.Tensors)
                Refused(() => Describe(new ModelSnapshot(state.Tensors.Remove(missing), state.Metadata)));
        }
    }

    [Theory]
    [InlineData("task", "response")]
    [InlineData("stage", "Training, Done")]
    [InlineData("stage", "7")]
    [InlineData("stage", "")]
    [InlineData("rounds", "-1")]
    [InlineData("rounds", "99999999999")]
    public void Read_HostileMetadata_IsRefused(string key, string value)
    {
        var state = Joint.Value.States[3];
        Refused(() => Describe(new ModelSnapshot(state.Tensors, state.Metadata.SetItem(key, value))));
        Refused(() => Describe(new ModelSnapshot(state.Tensors, state.Metadata.Remove(key))));
    }

    [Theory]
    [InlineData("statistics/rows", double.NaN)]
    [InlineData("statistics/rows", -1)]
    [InlineData("statistics/rows", 0)]
    [InlineData("statistics/rows", 1e300)]
    [InlineData("statistics/numeric", double.PositiveInfinity)]
    [InlineData("statistics/category.0", 0.5)]
    [InlineData("training/progress", -1)]
    [InlineData("training/progress", 12.5)]
    [InlineData("training/progress", 13)]
    [InlineData("evaluation/figures", -1)]
    [InlineData("evaluation/figures", double.PositiveInfinity)]
    public void Read_HostileFigure_IsRefused(string name, double figure)
    {
        var state = Joint.Value.Model;
        var values = state.Doubles(name).ToArray();
        values[0] = figure;
        Refused(() => Describe(Replace(state, new DoubleTensor(name, state[name].Shape, values))));
    }

    [Fact]
    public void Read_HostileModel_IsRefused()
    {
        var state = Joint.Value.Model;
        var weights = (SingleTensor)state["training/model.layers.0.weight"];
        float[] spoilt = [.. weights.Values];
        spoilt[^1] = float.NaN;
        Refused(() => Describe(Replace(state, new SingleTensor(weights.Name, weights.Shape, spoilt))));
        Refused(() => Describe(Replace(state, new SingleTensor(weights.Name, new TensorShape(1, spoilt.Length + 1), new float[spoilt.Length + 1]))));
        Refused(() => Describe(Replace(state, new DoubleTensor(weights.Name, weights.Shape, new double[spoilt.Length]))));
        Refused(() => Describe(new ModelSnapshot(state.Tensors.Add(new SingleTensor("training/model.more", new TensorShape(1), [0])), state.Metadata)));
    }

    [Fact]
    public void Read_SnapshotOfSomethingElse_IsRefused() => Refused(() => Describe(new ModelSnapshot([new SingleTensor("w", new TensorShape(1), [1])])));

    private static TaskProgress Describe(ModelSnapshot state) => Joint.Value.Task.Describe(state);

    private static ModelSnapshot Replace(ModelSnapshot state, NamedTensor tensor) => new(state.Tensors.Where(each => each.Name != tensor.Name).Append(tensor), state.Metadata);

    private static void Refused(Action act) => Assert.NotEmpty(Assert.Throws<TaskStateException>(act).Message);
}
