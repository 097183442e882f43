using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Initial values of parameters.</summary>
public static class Initializers
{
    /// <summary>Uniform in ±bound.</summary>
    public static void Uniform(Parameter parameter, double bound, SeededGenerator source)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(source);
        foreach (ref float value in parameter.Values)
            value = (float)(((2 * source.NextDouble()) - 1) * bound);
    }

    /// <summary>Normal with mean 0 (Box and Muller 1958).</summary>
    public static void Normal(Parameter parameter, double standardDeviation, SeededGenerator source)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(source);
        Span<float> values = parameter.Values;
        for (int index = 0; index < values.Length; index += 2)
        {
            double radius = standardDeviation * Math.Sqrt(-2 * Math.Log(1 - source.NextDouble()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            values[index] = (float)(radius * cosine);
            if (index + 1 < values.Length)
                values[index + 1] = (float)(radius * sine);
        }
    }
}
