using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;

namespace Federated.Computations.Tests.Averaging;

public sealed class ProximalTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2 };
    private static readonly FederatedAveraging Computation = new(Architecture, new SquaredError());
    private static readonly AveragingData[] Nodes =
        [new(AveragingCase.Linear(40, 1, 1, 1, 2, 1), 1), new(AveragingCase.Linear(40, 2, -1, 0.5, -1, 0), 2)];

    [Fact]
    public void Apply_WeightTowardsZero_IsFedAvg()
    {
        AveragingState plain = Start(0), near = Start(1e-6);
        AveragingState averaged = Step(plain), pulled = Step(near);

        Assert.True(AveragingCase.Distance(plain.Global, averaged.Global) > 0.5);
        Assert.True(AveragingCase.Distance(averaged.Global, pulled.Global) < 1e-4);
    }

    [Fact]
    public void Apply_HeavierWeight_StaysNearer()
    {
        AveragingState start = Start(0);
        double[] moved = [.. new[] { 0.0, 0.1, 1.0, 10.0 }.Select(weight => AveragingCase.Distance(start.Global, Step(Start(weight)).Global))];

        Assert.Equal(moved.OrderDescending(), moved);
        Assert.True(moved[3] < moved[0] / 3, $"moved by {moved[0]:F3} free and {moved[3]:F3} pulled");
    }

    // At a node's optimum of loss + μ/2·‖θ − θ₀‖² the loss's gradient is −μ(θ − θ₀).
    [Fact]
    public void Contribute_TrainedToTheEnd_IsTheMinimumOfThePenalisedLoss()
    {
        const double Weight = 0.5;
        AveragingState start = Start(Weight, 2000);
        AveragingState next = Computation.Apply(start, SimulatedSum.Exact(Computation, start, [Nodes[0]]));

        double[] before = AveragingCase.Values(start.Global), after = AveragingCase.Values(next.Global), gradient = LinearLaw.Gradient(Nodes[0].Rows, next.Global);
        for (int index = 0; index < before.Length; index++)
            Assert.Equal(-Weight * (after[index] - before[index]), gradient[index], 1e-4);
    }

    private static AveragingState Start(double weight, int steps = 100)
        => new(Architecture.Create(3).Capture(), new AveragingOptions { ProximalWeight = weight, ClipNorm = 100, Local = AveragingCase.Descent(steps, 0.1f) }, 80);

    private static AveragingState Step(AveragingState state) => Computation.Apply(state, SimulatedSum.Exact(Computation, state, Nodes));
}
