using Federated.Computations.Descent;
using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Descent;

public sealed class DescentSnapshotTests
{
    private static readonly FactorizationArchitecture Sizes = new() { Numbers = 0, Fields = 2, Tokens = 5, Rank = 2 };
    private static readonly DescentOptions Options = new() { RowBound = 100 };

    [Fact]
    public void Read_WhatWasWritten_IsTheState()
    {
        foreach (DescentState state in new[] { new DescentState(Model, Options), Later() })
        {
            ModelSnapshot written = DescentSnapshot.Write(state);
            DescentState read = DescentSnapshot.Read(Safetensors.Read(Safetensors.Write(written)), Sizes, Options);
            Assert.Equal(written.ContentHash(), DescentSnapshot.Write(read).ContentHash());
            Assert.Equal((state.Round, state.Rows, state.Best?.Round), (read.Round, read.Rows, read.Best?.Round));
        }
    }

    [Theory]
    [InlineData("model.bias", 0, double.NaN)]
    [InlineData("best.bias", 0, double.PositiveInfinity)]
    [InlineData("first", 2, double.NaN)]
    [InlineData("second", 2, -1)]
    [InlineData("progress", 0, 1.5)]
    [InlineData("progress", 0, 61)]
    [InlineData("progress", 0, 0)]
    [InlineData("progress", 1, 0)]
    [InlineData("progress", 2, -1)]
    [InlineData("progress", 2, double.NaN)]
    [InlineData("judged", 0, -1)]
    [InlineData("judged", 1, 4)]
    [InlineData("judged", 1, 0.5)]
    public void Read_OfADamagedState_Refuses(string tensor, int place, double figure)
        => Assert.Throws<ContributionException>(() => DescentSnapshot.Read(SimulatedRounds.With(DescentSnapshot.Write(Later()), tensor, place, figure), Sizes, Options));

    [Fact]
    public void Read_OfAnotherJob_Refuses()
    {
        ModelSnapshot written = DescentSnapshot.Write(Later());
        Assert.Throws<ContributionException>(() => DescentSnapshot.Read(written, Sizes with { Tokens = 6 }, Options));
        Assert.Throws<ContributionException>(() => DescentSnapshot.Read(written, Sizes, Options with { Rounds = 3 }));
        foreach (NamedTensor tensor in written.Tensors)
            Assert.Throws<ContributionException>(() => DescentSnapshot.Read(new ModelSnapshot(written.Tensors.Remove(tensor)), Sizes, Options));
        Assert.Throws<ContributionException>(() => DescentSnapshot.Read(new ModelSnapshot(written.Tensors.Append(new SingleTensor("more", new TensorShape(1), [1]))), Sizes, Options));
        Assert.Throws<ArgumentException>(() => DescentSnapshot.Read(written, Sizes, Options with { Bits = 60 }));
    }

    private static ModelSnapshot Model => Sizes.Create(3).Capture();

    private static DescentState Later() => new(Model, Options, 4, 50, 0.6, best: new JudgedModel(Sizes.Create(4).Capture(), 0.5, 3));
}
