using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Weights of convolutions over one and two dimensions.</summary>
internal static class ConvolutionParameters
{
    public static (Parameter Weight, Parameter? Bias) Make(
        string name, int inputs, int outputs, ReadOnlySpan<int> kernel, SeededGenerator source, ConvolutionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentNullException.ThrowIfNull(source);
        if (options.Groups < 1 || inputs % options.Groups != 0 || outputs % options.Groups != 0)
            throw new ArgumentException($"'{name}' has {options.Groups} groups, which must divide its {inputs} inputs and {outputs} outputs.", nameof(options));
        int taps = 1;
        foreach (int size in kernel)
        {
            if (size < 1)
                throw new ArgumentOutOfRangeException(nameof(kernel), size, $"The window of '{name}' is at least 1 in each dimension.");
            taps *= size;
        }

        double bound = 1 / Math.Sqrt((double)inputs / options.Groups * taps);
        var weight = new Parameter($"{name}.weight", new TensorShape([outputs, inputs / options.Groups, .. kernel]));
        Parameter? bias = options.Bias ? new Parameter($"{name}.bias", new TensorShape(outputs)) : null;
        Initializers.Uniform(weight, bound, source);
        if (bias is not null)
            Initializers.Uniform(bias, bound, source);
        return (weight, bias);
    }
}
