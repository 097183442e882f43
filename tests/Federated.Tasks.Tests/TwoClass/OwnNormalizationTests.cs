using Federated.Computations.Worth;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

/// <summary>Normalisations that stay on their node (FedBN): three sites of one law, which measure it at other places and scales.</summary>
public class OwnNormalizationTests
{
    private const string Settings = """
        model: {kind: mlp, hidden: [8], batch_norm: true}
        training: {rounds: 12, local_epochs: 2, batch_size: 32, learning_rate: 0.02, clip_norm: 50}
        options: {drift: false}
        """;

    private static readonly LocalTable[] Training = [Site(300, 1, 300, 90), Site(300, 2, 60, 20), Site(300, 3, 420, 30)];
    private static readonly LocalTable[] Fresh = [Site(400, 4, 300, 90), Site(400, 5, 60, 20), Site(400, 6, 420, 30)];
    private static readonly Lazy<Pipeline> Joint = new(() => new Pipeline(Settings, Training));
    private static readonly Lazy<Pipeline> Chosen = new(() => new Pipeline(Settings, 0.2, Training));

    [Fact]
    public void Score_OnANodeThatTookPart_UsesItsOwnNormalizations()
    {
        double own = Area(site => Joint.Value.Memories[site].Current), initial = Area(_ => null);
        Assert.True(own > 0.85 && own > initial + 0.1, $"own normalisations {own:F3}, initial ones {initial:F3}");
    }

    [Fact]
    public void Score_WithTheNormalizationsOfAnotherSite_IsWorse()
    {
        double own = Area(site => Joint.Value.Memories[site].Current), others = Area(site => Joint.Value.Memories[(site + 1) % 3].Current);
        Assert.True(own > others + 0.1, $"own normalisations {own:F3}, another site's {others:F3}");
    }

    [Fact]
    public void Evaluation_OfAllSites_IsThatOfTheModelsThatScore()
    {
        double evaluated = Joint.Value.Task.Describe(Joint.Value.Model).Evaluation!.AreaUnderCurve;
        Assert.InRange(evaluated, 0.85, 1);
    }

    [Fact]
    public void Importance_OfTheFieldsOfTheLaw_IsMeasuredOnTheModelsThatScore()
    {
        double[] drops = Joint.Value.Model.Doubles("importance/drop").ToArray();
        Assert.True(drops.Max() > 0.1, $"largest drop {drops.Max():F3}");
        Assert.InRange(Joint.Value.Model.Doubles("importance/area").ToArray()[0], 0.85, 1);
    }

    [Fact]
    public void Worth_OfTheJointModel_IsThatWithOwnNormalizations()
    {
        ModelSnapshot memory = Chosen.Value.Memories[0].Current!;
        double[] joint = memory.Doubles("worth/figures/lines").ToArray().Chunk(8).Single(line => line[0] == (int)WorthModel.Joint && line[1] == (int)WorthMetric.AreaUnderCurve);
        Assert.InRange(joint[2], 0.85, 1);
    }

    [Fact]
    public void Score_DamagedNormalizations_AreRefused()
    {
        ModelSnapshot memory = Joint.Value.Memories[0].Current!;
        NamedTensor mean = memory.Tensors.Single(tensor => tensor.Name.EndsWith("running_mean", StringComparison.Ordinal));
        var damaged = new ModelSnapshot(memory.Tensors.Replace(mean, new SingleTensor(mean.Name, mean.Shape, [.. Enumerable.Repeat(float.NaN, mean.Shape.Length)])), memory.Metadata);
        Assert.Throws<TaskStateException>(() => Joint.Value.Task.Prepare(Joint.Value.Model, damaged));
        Assert.Throws<TaskStateException>(() => Joint.Value.Task.Prepare(Joint.Value.Model, new ModelSnapshot(memory.Tensors.Remove(mean), memory.Metadata)));
    }

    // Over the customers of all sites, each scored on its own node: a site's place must not be taken for its customers' behaviour.
    private static double Area(Func<int, ModelSnapshot?> memory) => AreaUnderCurve.Exact(
        [.. Fresh.SelectMany((table, site) => Joint.Value.Task.Score(Joint.Value.Model, memory(site), table, ScoreOptions.ScoresOnly).Ranking())],
        [.. Fresh.SelectMany(table => table.Labels.ToArray())]);

    // The label hangs on hidden numbers from −2 to 2; the site measures centre + scale · number, minutes and calls alike.
    private static LocalTable Site(int rows, ulong seed, double centre, double scale)
    {
        var generator = new SeededGenerator(seed);
        return ChurnTables.Of([.. Enumerable.Range(0, rows).Select(_ =>
        {
            double first = (4 * generator.NextDouble()) - 2, second = (4 * generator.NextDouble()) - 2;
            float label = Logistic.Sigmoid(4 * (first + second)) > generator.NextDouble() ? 1 : 0;
            return (0.0, centre + (scale * first), Math.Round(0.4 * (centre + (scale * second))), 0.0, label);
        })]);
    }
}
