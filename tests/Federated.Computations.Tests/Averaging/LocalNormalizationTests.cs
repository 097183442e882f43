using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Averaging;

public sealed class LocalNormalizationTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2, HiddenSizes = [8], BatchNorm = true };
    private static readonly FederatedAveraging Computation = new(Architecture, new BinaryCrossEntropy());
    private static readonly string[] Normalization =
        ["layers.0.norm.bias", "layers.0.norm.running_mean", "layers.0.norm.running_var", "layers.0.norm.weight"];

    [Fact]
    public void Specify_LocalNormalization_LeavesItsTensorsOut()
    {
        AveragingState local = Start(true), averaged = Start(false);

        Assert.Equal(local.ParameterCount, averaged.ParameterCount);
        Assert.Equal(averaged.ParameterCount, Computation.Specify(averaged).Length);
        Assert.Equal(averaged.ParameterCount - (4 * 8), Computation.Specify(local).Length);
    }

    [Fact]
    public void Rounds_LocalNormalization_StaysOnItsNodeAndWins()
    {
        // Two nodes see the same law through features of opposite places and scales.
        LabelledRows[] training = [Rows(400, 1, 6, 4), Rows(400, 2, -5, 0.3)], held = [Rows(1000, 3, 6, 4), Rows(1000, 4, -5, 0.3)];
        AveragingData[] nodes = [.. training.Select((rows, node) => new AveragingData(rows, (ulong)node, new NodeMemory()))];
        AveragingState start = Start(true), end = AveragingCase.Run(Computation, start, nodes);

        foreach (string name in Normalization)
        {
            Assert.Equal(start.Global.Singles(name).ToArray(), end.Global.Singles(name).ToArray());
            Assert.NotEqual(nodes[0].Memory!.Current!.Singles("local." + name).ToArray(), nodes[1].Memory!.Current!.Singles("local." + name).ToArray());
        }

        double own = Enumerable.Range(0, 2).Average(node => Area(FederatedAveraging.ModelOf(end, nodes[node].Memory), held[node]));
        ModelSnapshot shared = AveragingCase.Run(Computation, Start(false), nodes).Global;
        double joint = held.Average(rows => Area(shared, rows));
        Assert.True(own > 0.9 && own > joint + 0.02, $"own normalisations {own:F3}, averaged ones {joint:F3}");
    }

    [Fact]
    public void Contribute_LaterRound_StartsFromWhatTheNodeKept()
    {
        AveragingState start = Start(true), later = new(start.Global, start.Options, 100, round: 1);
        var memory = new NodeMemory();
        LabelledRows rows = Rows(100, 1, 3, 1);
        double[] Fill(NodeMemory kept)
        {
            var into = new Contribution(Computation.Specify(later));
            Computation.Contribute(later, new AveragingData(rows, 5, kept), into);
            return into.Values.ToArray();
        }

        Computation.Contribute(start, new AveragingData(rows, 5, memory), new Contribution(Computation.Specify(start)));
        Assert.NotEqual(Fill(new NodeMemory()), Fill(new NodeMemory { Current = memory.Current }));
        Assert.Equal(Fill(new NodeMemory { Current = memory.Current }), Fill(new NodeMemory { Current = memory.Current }));
    }

    [Fact]
    public void ModelOf_FreshNode_HasTheInitialNormalization()
    {
        AveragingState state = Start(true);

        Assert.Equal(state.Global.ContentHash(), FederatedAveraging.ModelOf(state, new NodeMemory()).ContentHash());
        Assert.Throws<ContributionException>(() => FederatedAveraging.ModelOf(state, null));
    }

    [Fact]
    public void Contribute_MemoryOfAnotherShape_IsRefused()
    {
        AveragingState later = new(Start(true).Global, Start(true).Options, 100, round: 1);
        var wrong = new ModelSnapshot(Normalization.Select(name => new SingleTensor("local." + name, new TensorShape(7), new float[7])));
        var damaged = new ModelSnapshot(Normalization.Select(name => new SingleTensor("local." + name, new TensorShape(8), [0, 0, 0, 0, 0, 0, 0, float.NaN])));
        string Refusal(ModelSnapshot kept) => Assert.Throws<ContributionException>(() => Computation.Contribute(
            later, new AveragingData(Rows(10, 1, 0, 1), 1, new NodeMemory { Current = kept }), new Contribution(Computation.Specify(later)))).Message;

        Assert.Contains("[8]", Refusal(wrong), StringComparison.Ordinal);
        Assert.Contains("not finite", Refusal(damaged), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_AveragedVariance_IsNeverNegativeAndNeverAdapted()
    {
        var options = new AveragingOptions { Server = new AdaptiveServer(), ServerLearningRate = 0.1 };
        var state = new AveragingState(Architecture.Create(1).Capture(), options, 100);
        var sum = new double[state.ParameterCount];
        Array.Fill(sum, -2.0);

        ModelSnapshot next = Computation.Apply(state, new SecureSum(sum, 1, 1)).Global;
        Assert.All(next.Singles("layers.0.norm.running_var").ToArray(), value => Assert.Equal(0, value));
        Assert.All(next.Singles("layers.0.norm.running_mean").ToArray(), value => Assert.Equal(-2, value));
        Assert.All(next.Singles("layers.0.norm.weight").ToArray(), value => Assert.InRange(value, 0.89f, 0.91f));
    }

    private static AveragingState Start(bool local)
        => new(
            Architecture.Create(7).Capture(),
            new AveragingOptions { Rounds = 8, ClipNorm = 50, LocalNormalization = local, Local = new TrainerOptions { Epochs = 3, LearningRate = 0.01f } },
            800);

    private static double Area(ModelSnapshot snapshot, LabelledRows rows)
    {
        IModel model = Architecture.Create(0);
        model.Restore(snapshot);
        return AreaUnderCurve.Exact(Predictor.Logits(model, rows.Features), rows.Labels.Span);
    }

    // The label hangs on hidden z; the node measures centre + scale·z.
    private static LabelledRows Rows(int rows, ulong seed, double centre, double scale)
    {
        var generator = new SeededGenerator(seed);
        var features = new float[rows * 2];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double first = (4 * generator.NextDouble()) - 2, second = (4 * generator.NextDouble()) - 2;
            features[row * 2] = (float)(centre + (scale * first));
            features[(row * 2) + 1] = (float)(centre + (scale * second));
            labels[row] = Logistic.Sigmoid(6 * first * second) > generator.NextDouble() ? 1 : 0;
        }

        return new LabelledRows(features, 2, labels);
    }
}
