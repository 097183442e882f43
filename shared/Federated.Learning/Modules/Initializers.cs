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
}
