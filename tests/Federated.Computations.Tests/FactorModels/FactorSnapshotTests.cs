using Federated.Computations.FactorModels;
using Federated.Learning.Factorization;
using Federated.Learning.State;

namespace Federated.Computations.Tests.FactorModels;

public sealed class FactorSnapshotTests
{
    private static readonly FactorOptions Options = new() { Items = 5, Factors = new SampledFactorOptions { Rank = 2 } };

    [Fact]
    public void Read_WhatWasWritten_IsTheState()
    {
        foreach (FactorState state in new[] { FactorState.Start(Options, 3), Later() })
        {
            ModelSnapshot written = FactorSnapshot.Write(state);
            FactorState read = FactorSnapshot.Read(Safetensors.Read(Safetensors.Write(written)), Options);
            Assert.Equal(written.ContentHash(), FactorSnapshot.Write(read).ContentHash());
            Assert.Equal((state.Round, state.Customers), (read.Round, read.Customers));
        }
    }

    [Theory]
    [InlineData("factors", 3, double.NaN)]
    [InlineData("biases", 1, double.PositiveInfinity)]
    [InlineData("second", 2, -1)]
    [InlineData("progress", 0, 1.5)]
    [InlineData("progress", 0, 61)]
    [InlineData("progress", 0, 0)]
    [InlineData("progress", 1, -1)]
    [InlineData("progress", 2, -1)]
    public void Read_OfADamagedState_Refuses(string tensor, int place, double figure)
        => Assert.Throws<ContributionException>(() => FactorSnapshot.Read(SimulatedRounds.With(FactorSnapshot.Write(Later()), tensor, place, figure), Options));

    [Fact]
    public void Read_OfAnotherJob_Refuses()
    {
        ModelSnapshot written = FactorSnapshot.Write(Later());
        Assert.Throws<ContributionException>(() => FactorSnapshot.Read(written, Options with { Items = 6 }));
        Assert.Throws<ContributionException>(() => FactorSnapshot.Read(new ModelSnapshot(written.Tensors.Take(4)), Options));
        Assert.Throws<ContributionException>(() => FactorSnapshot.Read(new ModelSnapshot(written.Tensors.Append(new SingleTensor("more", new TensorShape(1), [1]))), Options));
        Assert.Throws<ArgumentException>(() => FactorSnapshot.Read(written, Options with { Bits = 60 }));
    }

    private static FactorState Later()
    {
        FactorState start = FactorState.Start(Options, 3);
        return new FactorState(Options, start.Items, start.First, start.Second, 4, 0.5, 12);
    }
}
