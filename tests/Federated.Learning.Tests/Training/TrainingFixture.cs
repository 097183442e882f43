using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Training;

/// <summary>What PyTorch computed: <c>Fixtures/training/make_training.py</c>.</summary>
internal static class TrainingFixture
{
    private static readonly Lazy<ModelSnapshot> Read = new(() => Safetensors.Read(FixtureFile.Bytes("training", "training.safetensors")));

    public static ModelSnapshot Tensors => Read.Value;

    public static float[] Singles(string name) => Tensors.Tensors.Any(tensor => tensor.Name == name) ? Tensors.Singles(name).ToArray() : [];

    public static double[] Doubles(string name) => Tensors.Doubles(name).ToArray();

    /// <summary>Requires elements within a share of the expected tensor's largest magnitude: where terms cancel, an element's own says nothing of the rounding.</summary>
    public static void RequireClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        double scale = expected.Max(Math.Abs);
        for (int index = 0; index < expected.Count; index++)
        {
            double error = Math.Abs(expected[index] - actual[index]);
            Assert.True(error <= tolerance * scale, $"{what}: element {index} is {actual[index]:G9}, PyTorch has {expected[index]:G9}");
        }
    }
}
