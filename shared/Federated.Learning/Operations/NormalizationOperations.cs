using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends normalisations to a graph.</summary>
public static class NormalizationOperations
{
    /// <summary>Standardises the last dimensions, as many elements as <paramref name="width"/>, of each row; then γ and β [width], or both null.</summary>
    public static Tensor LayerNorm(this Graph graph, Tensor input, Tensor? scale, Tensor? offset, int width, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        return graph.Append(new LayerNormalization(input, scale, offset, width, epsilon));
    }

    /// <summary>Standardises each channel of [examples, channels, …] over the batch in training, by running statistics in scoring; then γ and β [channels], or both null.</summary>
    public static Tensor BatchNorm(this Graph graph, Tensor input, Tensor? scale, Tensor? offset, BatchStatistics running)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(running);
        return graph.Append(new BatchNormalization(input, scale, offset, running));
    }

    /// <summary>Standardises groups of neighbouring channels of each example of [examples, channels, …]; then γ and β [channels].</summary>
    public static Tensor GroupNorm(this Graph graph, Tensor input, Tensor scale, Tensor offset, int groups, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(offset);
        return graph.Append(new GroupNormalization(input, scale, offset, groups, epsilon));
    }
}
