using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;

namespace Federated.Computations.Tests.Averaging;

public sealed class AdaptiveServerTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2 };
    private static readonly FederatedAveraging Computation = new(Architecture, new SquaredError());

    // τ = 0.5, so v starts at 0.25; β₁ = 0.75, β₂ = 0.5; mean updates 2, then −0.5 (of the bias).
    // Both times m: 0.25·2 = 0.5, then 0.75·0.5 − 0.25·0.5 = 0.25.
    // v: Adagrad 4.25, then 4.5; Adam 0.125 + 2 = 2.125, then 1.0625 + 0.125 = 1.1875;
    // Yogi 0.25 + 0.5·4 = 2.25 (v below Δ²), then 2.25 − 0.5·0.25 = 2.125 (v above it).
    [Theory]
    [InlineData(AdaptiveRule.Adagrad, 4.25, 4.5)]
    [InlineData(AdaptiveRule.Adam, 2.125, 1.1875)]
    [InlineData(AdaptiveRule.Yogi, 2.25, 2.125)]
    public void Apply_TwoUpdates_MovesAsWorkedOutByHand(AdaptiveRule rule, double firstSquare, double secondSquare)
    {
        AveragingState start = Start(new AdaptiveServer { Rule = rule, FirstDecay = 0.75, SecondDecay = 0.5, Adaptivity = 0.5 }, 0.1);
        AveragingState first = Computation.Apply(start, new SecureSum([512, 0, 0], 256, 2));
        AveragingState second = Computation.Apply(first, new SecureSum([-128, 0, 0], 256, 2));

        double bias = start.Global.Singles("layers.0.bias")[0];
        bias += 0.1 * 0.5 / (Math.Sqrt(firstSquare) + 0.5);
        Assert.Equal(bias, first.Global.Singles("layers.0.bias")[0], 1e-6);
        bias += 0.1 * 0.25 / (Math.Sqrt(secondSquare) + 0.5);
        Assert.Equal(bias, second.Global.Singles("layers.0.bias")[0], 1e-6);
        Assert.Equal((0.25, secondSquare), (second.Moments!.First[0], second.Moments.Second[0]));
        Assert.Equal(start.Global.Singles("layers.0.weight").ToArray(), second.Global.Singles("layers.0.weight").ToArray());
    }

    [Theory]
    [InlineData(AdaptiveRule.Adagrad, 0.5)]
    [InlineData(AdaptiveRule.Adam, 0.1)]
    [InlineData(AdaptiveRule.Yogi, 0.1)]
    public void Rounds_QuantisedNodes_FindTheSolution(AdaptiveRule rule, double rate)
    {
        AveragingData[] nodes = [.. Enumerable.Range(0, 3).Select(node => new AveragingData(AveragingCase.Linear(50, (ulong)node, node - 1, 1, 2, 1), (ulong)node))];
        AveragingState state = Start(new AdaptiveServer { Rule = rule }, rate, rounds: 80);
        while (!Computation.IsDone(state))
            state = Computation.Apply(state, SimulatedSum.Quantised(Computation, state, nodes, (ulong)state.Round));

        Assert.Equal(2, state.Global.Singles("layers.0.weight")[0], 0.1f);
        Assert.Equal(-1, state.Global.Singles("layers.0.weight")[1], 0.1f);
        Assert.Equal(1, state.Global.Singles("layers.0.bias")[0], 0.1f);
    }

    [Fact]
    public void Options_OutOfRange_NamesAllOfThem()
    {
        var options = new AveragingOptions
        {
            ProximalWeight = -1,
            ControlClipNorm = double.NaN,
            Server = new AdaptiveServer { Rule = (AdaptiveRule)9, FirstDecay = 1, SecondDecay = -0.1, Adaptivity = 0 },
        };
        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(
            ["proximal weight", "control clipping norm", "adaptive rule", "first decay", "second decay", "adaptivity"],
            word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public void State_MemoryOfAnotherAlgorithmOrSize_IsRefused()
    {
        AveragingState adaptive = Start(new AdaptiveServer(), 0.1);
        AveragingState Rebuild(ServerMoments? moments, AveragingOptions options) => new(adaptive.Global, options, 100, 1, moments);

        Assert.Throws<ArgumentException>(() => Rebuild(adaptive.Moments, new AveragingOptions()));
        Assert.Throws<ArgumentException>(() => Rebuild(new ServerMoments([0, 0], [1, 1]), adaptive.Options));
        Assert.Throws<ArgumentException>(() => Rebuild(new ServerMoments([0, 0, 0], [1, -1, 1]), adaptive.Options));
        Assert.Equal(adaptive.Moments, Rebuild(adaptive.Moments, adaptive.Options).Moments);
    }

    private static AveragingState Start(AdaptiveServer server, double rate, int rounds = 5)
        => new(Architecture.Create(3).Capture(), new AveragingOptions { Rounds = rounds, Server = server, ServerLearningRate = rate, Local = AveragingCase.Descent(10, 0.1f) }, 150);
}
