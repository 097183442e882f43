using Federated.Learning.Tensors;

namespace Federated.Benchmarks.Inputs;

/// <summary>Initial weights that both sides share, in place of their own defaults.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Parameter k, in the model's order: with two dimensions or more, the stream of seed + k in [−1, 1) over the root of its last dimension;
    /// with one, the weights of a normalisation 1 and all else 0.
    /// </summary>
    public static void Fill(IReadOnlyList<Parameter> parameters, int seed)
    {
        for (int index = 0; index < parameters.Count; index++)
        {
            Parameter parameter = parameters[index];
            if (parameter.Shape.Dimensions.Length >= 2)
                Scaled(seed + index, parameter.Shape.Length, parameter.Shape.Dimensions[^1]).CopyTo(parameter.Values);
            else
                parameter.Values.Fill(IsNormalisationWeight(parameter.Name) ? 1 : 0);
        }
    }

    /// <summary>The stream of a seed in [−1, 1), divided in float32 by √<paramref name="lastDimension"/>.</summary>
    public static float[] Scaled(int seed, int count, int lastDimension)
    {
        float[] values = SyntheticStream.Uniform(seed, count);
        float root = (float)Math.Sqrt(lastDimension);
        foreach (ref float value in values.AsSpan())
            value /= root;
        return values;
    }

    private static bool IsNormalisationWeight(string name)
        => name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal);
}
