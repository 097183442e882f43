using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Averaging;

public sealed class AveragingSnapshotTests
{
    private static readonly PerceptronArchitecture Architecture = new() { InputSize = 2, HiddenSizes = [4], BatchNorm = true };
    private static readonly FederatedAveraging Computation = new(Architecture, new SquaredError());
    private static readonly AveragingData[] Nodes =
        [new(AveragingCase.Linear(20, 1, 1, 1, 2, 1), 1, new NodeMemory()), new(AveragingCase.Linear(20, 2, -1, 1, 2, 1), 2, new NodeMemory())];

    private static readonly AveragingOptions[] Algorithms =
    [
        new AveragingOptions(),
        new AveragingOptions { ProximalWeight = 0.1 },
        new AveragingOptions { Server = new AdaptiveServer { Rule = AdaptiveRule.Yogi }, ServerLearningRate = 0.01, LocalNormalization = true },
        new AveragingOptions { ControlVariates = true, Local = AveragingCase.Descent(5, 0.01f) },
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_WhatWasWritten_GoesOnAsTheStateItself(int algorithm)
    {
        AveragingOptions options = Algorithms[algorithm];
        AveragingState state = Step(new AveragingState(Architecture.Create(1).Capture([new("task", "test")]), options, 40));
        ModelSnapshot written = AveragingSnapshot.Write(state);
        AveragingState read = AveragingSnapshot.Read(Safetensors.Read(Safetensors.Write(written)), Architecture, options);

        Assert.Equal(written.ContentHash(), AveragingSnapshot.Write(read).ContentHash());
        Assert.Equal((1, 40L), (read.Round, read.TotalRows));
        ModelSnapshot? kept = Nodes[0].Memory!.Current, other = Nodes[1].Memory!.Current;
        string next = AveragingSnapshot.Write(Step(state)).ContentHash();
        (Nodes[0].Memory!.Current, Nodes[1].Memory!.Current) = (kept, other);
        Assert.Equal(next, AveragingSnapshot.Write(Step(read)).ContentHash());
    }

    [Fact]
    public void Read_StateOfAnotherAlgorithm_IsRefused()
    {
        foreach (AveragingOptions written in Algorithms)
        {
            foreach (AveragingOptions read in Algorithms)
            {
                ModelSnapshot snapshot = AveragingSnapshot.Write(new AveragingState(Architecture.Create(1).Capture(), written, 40));
                bool fits = (written.Server is null) == (read.Server is null) && written.ControlVariates == read.ControlVariates;
                if (fits)
                    Assert.Equal(0, AveragingSnapshot.Read(snapshot, Architecture, read).Round);
                else
                    Assert.Throws<ContributionException>(() => AveragingSnapshot.Read(snapshot, Architecture, read));
            }
        }
    }

    [Fact]
    public void Read_HostileSnapshot_IsRefused()
    {
        var options = new AveragingOptions { Server = new AdaptiveServer() };
        ModelSnapshot good = AveragingSnapshot.Write(new AveragingState(Architecture.Create(1).Capture(), options, 40));
        int length = good.Doubles("server.first").Length;
        void Refused(string word, params NamedTensor[] tensors)
        {
            HashSet<string> names = [.. tensors.Select(tensor => tensor.Name)];
            var changed = new ModelSnapshot(good.Tensors.Where(tensor => !names.Contains(tensor.Name)).Concat(tensors.Where(tensor => tensor.Shape.Length > 0)));
            Assert.Contains(word, Assert.Throws<ContributionException>(() => AveragingSnapshot.Read(changed, Architecture, options)).Message, StringComparison.Ordinal);
        }

        double[] negative = new double[length], infinite = new double[length];
        (negative[3], infinite[3]) = (-1, double.PositiveInfinity);
        Refused("tensors", new DoubleTensor("progress", new TensorShape(0), []));
        Refused("round", new DoubleTensor("progress", new TensorShape(2), [31, 40]));
        Refused("round", new DoubleTensor("progress", new TensorShape(2), [0.5, 40]));
        Refused("rows", new DoubleTensor("progress", new TensorShape(2), [0, double.NaN]));
        Refused("'progress' of 2", new DoubleTensor("progress", new TensorShape(1), [0]));
        Refused("negative square", new DoubleTensor("server.second", new TensorShape(length), negative));
        Refused("not finite", new DoubleTensor("server.first", new TensorShape(length), infinite));
        Refused("'server.first'", new DoubleTensor("server.first", new TensorShape(length - 1), new double[length - 1]));
        Refused("tensors", new DoubleTensor("extra", new TensorShape(1), [1]));
        Refused("named model.", new SingleTensor("extra", new TensorShape(1), [1]));
        Refused("not finite", new SingleTensor("model.layers.0.bias", new TensorShape(4), [0, 0, 0, float.NaN]));
        Refused("does not fit", new SingleTensor("model.layers.0.bias", new TensorShape(3), [0, 0, 0]));
        Refused("does not fit", new SingleTensor("model.layers.9.bias", new TensorShape(3), [0, 0, 0]));
    }

    private static AveragingState Step(AveragingState state) => Computation.Apply(state, SimulatedSum.Exact(Computation, state, Nodes));
}
