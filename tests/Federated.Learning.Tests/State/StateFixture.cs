using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.State;

/// <summary>Files of Fixtures/State.</summary>
internal static class StateFixture
{
    /// <summary>What ours.safetensors holds.</summary>
    public static ModelSnapshot Ours { get; } = new(
        [
            new SingleTensor("layers.0.weight", new TensorShape(3, 5), [.. Enumerable.Range(0, 15).Select(index => (index - 7) / 3f)]),
            new SingleTensor("layers.0.bias", new TensorShape(3), [float.Epsilon, float.MaxValue, -0f]),
            new DoubleTensor("mean", new TensorShape(2), [Math.E, double.NegativeInfinity]),
            new DoubleTensor("scalar", new TensorShape(), [0.1]),
            new SingleTensor("empty", new TensorShape(4, 0), []),
            new SingleTensor("straße", new TensorShape(1, 1, 2), [1, 2]),
        ],
        [new("task", "churn"), new("note", "\"quoted\"\n")]);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static string PathOf(string name) => FixtureFile.PathOf("State", name);
}
