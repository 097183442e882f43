using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Averaging;

public sealed class FederatedAveragingTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 3, HiddenSizes = [16] };
    private static readonly BinaryCrossEntropy Loss = new();
    private static readonly FederatedAveraging Computation = new(Architecture, Loss);

    [Fact]
    public void Apply_OneNode_IsItsOwnTraining()
    {
        LabelledRows rows = Rows(60, seed: 1);
        AveragingState state = Start(60);
        AveragingState next = Computation.Apply(state, SimulatedSum.Exact(Computation, state, [new AveragingData(rows, 9)]));

        IModel alone = Architecture.Create(0);
        alone.Restore(state.Global);
        Trainer.Train(alone, rows, Loss, state.Options.Local with { Seed = SeededGenerator.Derive(9, 0) });
        AssertNear(alone.Capture(), next.Global, 1e-6);
        Assert.Equal(1, next.Round);
    }

    [Fact]
    public void Apply_NodesOfUnequalSize_IsTheMeanWeightedByRows()
    {
        AveragingData[] nodes = [new(Rows(30, 1), 1), new(Rows(90, 2), 2)];
        AveragingState state = Start(120);

        AveragingState next = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes));

        ModelSnapshot[] alone = [.. nodes.Select(node => Computation.Apply(state, SimulatedSum.Exact(Computation, state, [node])).Global)];
        foreach (NamedTensor tensor in state.Global.Tensors)
        {
            for (int index = 0; index < tensor.Shape.Length; index++)
                Assert.Equal((0.25 * alone[0].Singles(tensor.Name)[index]) + (0.75 * alone[1].Singles(tensor.Name)[index]), next.Global.Singles(tensor.Name)[index], 1e-6);
        }
    }

    [Fact]
    public void Apply_EqualWeights_IsTheMeanOfNodesWhateverTheirRows()
    {
        AveragingData[] nodes = [new(Rows(30, 1), 1), new(Rows(90, 2), 2)];
        AveragingState plain = Start(120);
        var state = new AveragingState(plain.Global, plain.Options with { EqualWeights = true }, 120);

        SecureSum sum = SimulatedSum.Exact(Computation, state, nodes);
        ModelSnapshot next = Computation.Apply(state, sum).Global;

        ModelSnapshot[] alone = [.. nodes.Select(node => Computation.Apply(state, SimulatedSum.Exact(Computation, state, [node])).Global)];
        Assert.Equal((1, 2L), (Computation.Specify(state).WeightBound, sum.Weight));
        foreach (NamedTensor tensor in state.Global.Tensors)
        {
            for (int index = 0; index < tensor.Shape.Length; index++)
                Assert.Equal((0.5 * alone[0].Singles(tensor.Name)[index]) + (0.5 * alone[1].Singles(tensor.Name)[index]), next.Singles(tensor.Name)[index], 1e-6);
        }
    }

    [Fact]
    public void Options_EqualWeightsAndControlVariates_AreRefused() => Assert.Contains(
        "weigh by their rows", Assert.Throws<ArgumentException>(() => new AveragingOptions { EqualWeights = true, ControlVariates = true }.Validate()).Message, StringComparison.Ordinal);

    [Fact]
    public void Apply_ServerLearningRate_ScalesTheUpdate()
    {
        AveragingState whole = Start(60), half = new(whole.Global, whole.Options with { ServerLearningRate = 0.5 }, 60);
        AveragingData[] nodes = [new(Rows(60, 1), 1)];
        ModelSnapshot full = Computation.Apply(whole, SimulatedSum.Exact(Computation, whole, nodes)).Global;
        ModelSnapshot halved = Computation.Apply(half, SimulatedSum.Exact(Computation, half, nodes)).Global;

        for (int index = 0; index < 16; index++)
        {
            float before = whole.Global.Singles("layers.0.bias")[index];
            Assert.Equal((full.Singles("layers.0.bias")[index] - before) / 2, halved.Singles("layers.0.bias")[index] - before, 1e-6f);
        }
    }

    [Theory]
    [InlineData(60, 60, 256)]
    [InlineData(60, 120, 128)]
    [InlineData(60, 100_000, 1)]
    [InlineData(60, 30, 256)]
    public void Contribute_Weight_IsTheShareOfTheRowsIn256ths(int rows, long totalRows, int weight)
    {
        AveragingState state = Start(totalRows);
        var into = new Contribution(Computation.Specify(state));
        Computation.Contribute(state, new AveragingData(Rows(rows, 1), 1), into);

        Assert.Equal(weight, into.Weight);
    }

    [Fact]
    public void Contribute_UpdateLongerThanTheNorm_IsScaledDownToIt()
    {
        AveragingState free = Start(60), tight = new(free.Global, free.Options with { ClipNorm = 0.01 }, 60);
        Contribution Fill(AveragingState state)
        {
            var into = new Contribution(Computation.Specify(state));
            Computation.Contribute(state, new AveragingData(Rows(60, 1), 1), into);
            return into;
        }

        double[] whole = Fill(free).Values.ToArray(), clipped = Fill(tight).Values.ToArray();
        double norm = Math.Sqrt(whole.Sum(value => value * value));
        Assert.InRange(norm, 0.02, 10);
        Assert.Equal(0.01, Math.Sqrt(clipped.Sum(value => value * value)), 1e-9);
        for (int index = 0; index < whole.Length; index++)
            Assert.Equal(whole[index] * 0.01 / norm, clipped[index], 1e-9);
    }

    [Fact]
    public void Contribute_NextRoundOrAnotherNode_ShufflesAnew()
    {
        AveragingState first = Start(60), second = new(first.Global, first.Options, 60, round: 1);
        double[] Fill(AveragingState state, ulong seed)
        {
            var into = new Contribution(Computation.Specify(state));
            Computation.Contribute(state, new AveragingData(Rows(60, 1), seed), into);
            return into.Values.ToArray();
        }

        Assert.Equal(Fill(first, 1), Fill(first, 1));
        Assert.NotEqual(Fill(first, 1), Fill(second, 1));
        Assert.NotEqual(Fill(first, 1), Fill(first, 2));
    }

    [Fact]
    public void Rounds_FourQuantisedNodes_LearnWhatNoneOfThemCanAlone()
    {
        AveragingData[] nodes = [.. Enumerable.Range(0, 4).Select(node => new AveragingData(Rows(80, (ulong)node), (ulong)node))];
        LabelledRows held = Rows(2000, seed: 99);
        AveragingState state = Start(320, new AveragingOptions { Rounds = 15, Local = new TrainerOptions { Epochs = 4, BatchSize = 16, LearningRate = 0.01f } });
        while (!Computation.IsDone(state))
            state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, seed: (ulong)state.Round));

        double joint = Area(state.Global, held);
        double alone = nodes.Average(node =>
        {
            IModel model = Architecture.Create(3);
            Trainer.Train(model, node.Rows, Loss, state.Options.Local with { Epochs = 60 });
            return Area(model.Capture(), held);
        });
        Assert.Equal(15, state.Round);
        Assert.True(joint > 0.93, $"joint {joint:F4}");
        Assert.True(joint > alone + 0.01, $"joint {joint:F4}, alone {alone:F4}");
    }

    [Fact]
    public void Contribute_RowsThatCannotTrain_NamesTheRoundAndTheCause()
    {
        AveragingState state = Start(60);
        var into = new Contribution(Computation.Specify(state));
        string Refusal(LabelledRows rows) => Assert.Throws<ContributionException>(() => Computation.Contribute(state, new AveragingData(rows, 1), into)).Message;

        Assert.Contains("Round 0", Refusal(new LabelledRows(Array.Empty<float>(), 3, Array.Empty<float>())), StringComparison.Ordinal);
        Assert.Contains("2 features", Refusal(new LabelledRows(new float[2], 2, new float[1])), StringComparison.Ordinal);
        Assert.Contains("label 2", Refusal(new LabelledRows(new float[3], 3, new[] { 2f })), StringComparison.Ordinal);
        Assert.All(into.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void State_OutOfRange_IsRefused()
    {
        ModelSnapshot global = Architecture.Create(1).Capture();
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragingState(global, new AveragingOptions(), 0));
        Assert.Throws<ArgumentException>(() => new AveragingState(new ModelSnapshot([new DoubleTensor("w", new TensorShape(1), [1])]), new AveragingOptions(), 1));
        string message = Assert.Throws<ArgumentException>(
            () => new AveragingState(global, new AveragingOptions { Rounds = 0, Bits = 4, ClipNorm = 0, ServerLearningRate = double.NaN }, 1)).Message;
        Assert.All(["rounds", "bits", "clipping norm", "server learning rate"], word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Apply_SumOfAnotherLength_IsRefused()
        => Assert.Throws<ContributionException>(() => Computation.Apply(Start(60), new SecureSum([1, 2], 1, 1)));

    [Fact]
    public void Apply_MoreWeightThanTheContributorsHave_IsRefused()
    {
        AveragingState state = Start(60);
        var zeros = new double[state.ParameterCount];

        Assert.Contains("at most 256", Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(zeros, 513, 2))).Message, StringComparison.Ordinal);
        Assert.Equal(state.Global.ContentHash(), Computation.Apply(state, new SecureSum(zeros, 512, 2)).Global.ContentHash());
    }

    [Fact]
    public void Apply_SumThatMayHaveWrapped_LeavesTheModelAndCorrectsTheCountOfRows()
    {
        // 60 rows were counted, and then three nodes of 60 came.
        AveragingState state = Start(60);
        AveragingData[] nodes = [.. Enumerable.Range(0, 3).Select(node => new AveragingData(Rows(60, (ulong)node), (ulong)node))];

        AveragingState next = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes));

        Assert.Equal((180L, 1), (next.TotalRows, next.Round));
        Assert.Equal(state.Global.ContentHash(), next.Global.ContentHash());
        AveragingState trained = Computation.Apply(next, SimulatedSum.Exact(Computation, next, nodes));
        Assert.Equal((180L, 2), (trained.TotalRows, trained.Round));
        Assert.NotEqual(state.Global.ContentHash(), trained.Global.ContentHash());
    }

    [Fact]
    public void Specify_Defaults_TakeTwoThirdsOfTheBitsOfASingle()
    {
        ContributionSpec form = Computation.Specify(Start(60));

        Assert.Equal((12, 256, 512, false), (form.Bits, form.WeightBound, form.TotalWeightBound, form.IsRotated));
        AveragingState rotated = new(Start(60).Global, new AveragingOptions { Bits = 8, Rotates = true }, 60);
        Assert.Equal((4, true), (Computation.Specify(rotated).Bits, Computation.Specify(rotated).IsRotated));
    }

    [Fact]
    public void Options_Defaults_AreTheMeasuredOnes()
    {
        var options = new AveragingOptions();

        Assert.Equal((30, 1.0, 10.0, 16), (options.Rounds, options.ServerLearningRate, options.ClipNorm, options.Bits));
        Assert.Equal(new TrainerOptions { Epochs = 2, BatchSize = 32, LearningRate = 0.003f, WeightDecay = 0.1f, Seed = 0 }, options.Local);
        Assert.Equal([64, 32], PerceptronArchitecture.ForTable(5).HiddenSizes);
        Assert.Empty(PerceptronArchitecture.LogisticRegression(5).HiddenSizes);
    }

    private static AveragingState Start(long totalRows, AveragingOptions? options = null)
        => new(Architecture.Create(7).Capture([new("task", "test")]), options ?? new AveragingOptions { Local = new TrainerOptions { Epochs = 2, LearningRate = 0.01f } }, totalRows);

    private static double Area(ModelSnapshot snapshot, LabelledRows rows)
    {
        IModel model = Architecture.Create(0);
        model.Restore(snapshot);
        return AreaUnderCurve.Exact(Predictor.Logits(model, rows.Features), rows.Labels.Span);
    }

    private static void AssertNear(ModelSnapshot expected, ModelSnapshot actual, double tolerance)
    {
        foreach (NamedTensor tensor in expected.Tensors)
        {
            for (int index = 0; index < tensor.Shape.Length; index++)
                Assert.Equal(expected.Singles(tensor.Name)[index], actual.Singles(tensor.Name)[index], tolerance);
        }
    }

    // Positive when two features agree in sign, blurred; the third says nothing.
    private static LabelledRows Rows(int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        float[] features = [.. Enumerable.Range(0, rows * 3).Select(_ => (float)((4 * generator.NextDouble()) - 2))];
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => Logistic.Sigmoid(6 * features[row * 3] * features[(row * 3) + 1]) > generator.NextDouble() ? 1f : 0f)];
        return new LabelledRows(features, 3, labels);
    }
}
