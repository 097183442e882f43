using System.Globalization;
using Federated.Learning.Autograd;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Modules;

/// <summary>A case of Fixtures/sequence/sequence.safetensors, which make_sequence.py computed with PyTorch.</summary>
internal sealed class SequenceFixture(string name)
{
    private static readonly Lazy<ModelSnapshot> Snapshot = new(Read);

    public TensorShape Shape(string tensor) => Snapshot.Value[$"{name}/{tensor}"].Shape;

    public ReadOnlySpan<float> Values(string tensor) => Snapshot.Value.Singles($"{name}/{tensor}");

    public bool Has(string tensor) => Snapshot.Value.Tensors.Any(known => known.Name == $"{name}/{tensor}");

    public Tensor Input(Graph graph, string tensor)
    {
        Tensor input = graph.Input(Shape(tensor), requiresGradient: true);
        Values(tensor).CopyTo(input.Values);
        return input;
    }

    public IndexTensor? Lengths(Graph graph, int time)
    {
        if (!Has("lengths"))
            return null;
        IndexTensor lengths = graph.Indices("lengths", Shape("lengths"), time + 1);
        lengths.Set([.. Values("lengths").ToArray().Select(length => (int)length)]);
        return lengths;
    }

    /// <summary>Output, derivatives by inputs and parameters, and the parameters after the steps of Adam, all as PyTorch has them.</summary>
    public void Check(Graph graph, Tensor output, Module module, IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (Parameter parameter in module.Parameters)
            Values($"initial/{NameIn(module, parameter)}").CopyTo(parameter.Values);
        ModelSnapshot snapshot = Snapshot.Value;
        var optimizer = new Adam(module.Parameters, new AdamOptions
        {
            LearningRate = float.Parse(snapshot.Metadata["rate"], CultureInfo.InvariantCulture),
            Epsilon = float.Parse(snapshot.Metadata[name], CultureInfo.InvariantCulture),
        });
        float[] slopes = new float[output.Length];
        for (int step = 0; step < int.Parse(snapshot.Metadata["steps"], CultureInfo.InvariantCulture); step++)
        {
            graph.Forward(training: true);
            Slopes(output, slopes);
            graph.Backward(output, slopes);
            if (step == 0)
            {
                AssertClose("output", output.Values, 1e-5);
                foreach ((string key, Tensor input) in inputs)
                    AssertClose($"gradient/{key}", input.Gradient, 1e-5);
                foreach (Parameter parameter in module.Parameters)
                    AssertClose($"gradient/{NameIn(module, parameter)}", parameter.Gradient, 1e-5);
            }

            optimizer.ApplyGradients();
        }

        foreach (Parameter parameter in module.Parameters)
            AssertClose($"final/{NameIn(module, parameter)}", parameter.Values, 1e-4, withoutKeys: parameter.Name.EndsWith("in_proj_bias", StringComparison.Ordinal));
    }

    /// <summary>
    /// The largest difference is within the tolerance times the largest value. A bias of the keys adds the same to all scores of a query, so its derivative is
    /// zero but for rounding, which Adam makes steps of: after them the keys' third of a bias has no meaning.
    /// </summary>
    private void AssertClose(string tensor, ReadOnlySpan<float> actual, double tolerance, bool withoutKeys = false)
    {
        ReadOnlySpan<float> expected = Values(tensor);
        Assert.Equal(expected.Length, actual.Length);
        double largest = Largest(expected), difference = 0;
        for (int index = 0; index < actual.Length; index++)
        {
            if (withoutKeys && index / (actual.Length / 3) == 1)
                continue;
            difference = Math.Max(difference, Math.Abs((double)actual[index] - expected[index]));
        }

        Assert.True(difference <= tolerance * largest, $"{name}/{tensor}: off by {difference:g3} where the largest value is {largest:g3}");
    }

    /// <summary>The derivative of the loss by the output, y − target.</summary>
    public void Slopes(Tensor output, Span<float> slopes)
    {
        for (int index = 0; index < slopes.Length; index++)
            slopes[index] = output.Values[index] - Values("target")[index];
    }

    public static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (float value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static string NameIn(Module module, Parameter parameter) => parameter.Name[(module.Name.Length + 1)..];

    private static ModelSnapshot Read() => Safetensors.Read(FixtureFile.Bytes("sequence", "sequence.safetensors"));
}
