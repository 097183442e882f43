using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Averaging;

public sealed class ControlVariateTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2 };
    private static readonly FederatedAveraging Computation = new(Architecture, new SquaredError());

    // Two nodes whose optima lie on opposite sides and whose curvatures differ: after many local steps the mean of their optima is not the optimum of all rows.
    private static readonly LabelledRows[] Opposed = [AveragingCase.Linear(60, 1, 2, 1, 2, 1), AveragingCase.Linear(60, 2, -0.5, 0.3, -2, -1)];

    [Fact]
    public void Rounds_OpposedNodes_FindTheJointOptimumWhereAveragingDoesNot()
    {
        double[] plain = JointGradient(Run(control: false)), corrected = JointGradient(Run(control: true));

        Assert.True(Norm(plain) > 0.1, $"averaging left a gradient of {Norm(plain):G3}");
        Assert.True(Norm(corrected) < 1e-3, $"control variates left a gradient of {Norm(corrected):G3}");
    }

    [Fact]
    public void Rounds_OpposedNodesQuantised_FindTheJointOptimum()
    {
        AveragingState state = Start(control: true);
        AveragingData[] nodes = Nodes();
        while (!Computation.IsDone(state))
            state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, (ulong)state.Round));

        double[] gradient = JointGradient(state);
        Assert.True(Norm(gradient) < 0.01, $"control variates left a gradient of {Norm(gradient):G3}");
    }

    [Fact]
    public void Contribute_SecondOption_KeepsTheMeanGradientOfTheLocalSteps()
    {
        AveragingState state = Start(control: true, steps: 1);
        AveragingData node = Nodes()[0];
        Computation.Contribute(state, node, new Contribution(Computation.Specify(state)));

        // One step from θ: the mean gradient is the gradient at θ.
        double[] gradient = LinearLaw.Gradient(node.Rows, state.Global);
        Assert.Equal(gradient.Length, node.Memory!.Current!.Doubles("control").Length);
        for (int index = 0; index < gradient.Length; index++)
            Assert.Equal(gradient[index], node.Memory.Current.Doubles("control")[index], 1e-4);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0.05)]
    public void Apply_AfterEachRound_TheJointVariateIsTheMeanOfTheNodes(double controlClipNorm)
    {
        AveragingState state = Start(control: true, controlClipNorm: controlClipNorm);
        AveragingData[] nodes = Nodes();
        for (int round = 0; round < 3; round++)
            state = Computation.Apply(state, SimulatedSum.Exact(Computation, state, nodes));

        for (int index = 0; index < state.Control.Length; index++)
            Assert.Equal(nodes.Average(node => node.Memory!.Current!.Doubles("control")[index]), state.Control[index], 1e-9);
        Assert.Contains(state.Control, value => value != 0);
    }

    [Fact]
    public void Contribute_FailedRound_LeavesTheMemory()
    {
        AveragingState state = Start(control: true);
        var memory = new NodeMemory();
        var narrow = new AveragingData(new LabelledRows(new float[3], 3, new float[1]), 1, memory);

        Assert.Throws<ContributionException>(() => Computation.Contribute(state, narrow, new Contribution(Computation.Specify(state))));
        Assert.Null(memory.Current);
    }

    [Fact]
    public void Contribute_NoMemoryOrThatOfAnotherJob_IsRefused()
    {
        AveragingState start = Start(control: true), later = new(start.Global, start.Options, 120, round: 1);
        string Refusal(AveragingState state, NodeMemory? memory) => Assert.Throws<ContributionException>(
            () => Computation.Contribute(state, new AveragingData(Opposed[0], 1, memory), new Contribution(Computation.Specify(state)))).Message;
        NodeMemory Holding(params NamedTensor[] tensors) => new() { Current = new ModelSnapshot(tensors) };

        Assert.Contains("no memory", Refusal(start, null), StringComparison.Ordinal);
        Assert.Contains("0 tensors", Refusal(later, Holding()), StringComparison.Ordinal);
        Assert.Contains("of 3 values", Refusal(later, Holding(new DoubleTensor("control", new TensorShape(2), [1, 2]))), StringComparison.Ordinal);
        Assert.Contains("not finite", Refusal(later, Holding(new DoubleTensor("control", new TensorShape(3), [1, 2, double.NaN]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThatBreakTheCorrection_AreRefused()
    {
        AveragingOptions good = Start(control: true).Options;
        good.Validate();
        string Refusal(AveragingOptions options) => Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.Contains("momentum", Refusal(good with { Local = new TrainerOptions() }), StringComparison.Ordinal);
        Assert.Contains("momentum", Refusal(good with { Local = good.Local with { Optimizer = new SgdOptions { Momentum = 0.5f } } }), StringComparison.Ordinal);
        Assert.Contains("early stopping", Refusal(good with { Local = good.Local with { EarlyStopping = new EarlyStoppingOptions() } }), StringComparison.Ordinal);
        Assert.Contains("alone", Refusal(good with { ProximalWeight = 1 }), StringComparison.Ordinal);
        Assert.Contains("alone", Refusal(good with { Server = new AdaptiveServer() }), StringComparison.Ordinal);
    }

    private static AveragingState Run(bool control) => AveragingCase.Run(Computation, Start(control), Nodes());

    private static AveragingData[] Nodes() => [.. Opposed.Select((rows, node) => new AveragingData(rows, (ulong)node, new NodeMemory()))];

    private static AveragingState Start(bool control, int steps = 40, double controlClipNorm = 100)
        => new(
            Architecture.Create(3).Capture(),
            new AveragingOptions { Rounds = 150, ClipNorm = 20, Bits = 24, ControlVariates = control, ControlClipNorm = controlClipNorm, Local = AveragingCase.Descent(steps, 0.03f) },
            120);

    private static double[] JointGradient(AveragingState state)
        => [.. LinearLaw.Gradient(Opposed[0], state.Global).Zip(LinearLaw.Gradient(Opposed[1], state.Global), (first, second) => (first + second) / 2)];

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
