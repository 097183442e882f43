using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends convolutions and poolings to a graph. Images are [examples, channels, height, width], sequences [examples, channels, time].</summary>
public static class WindowOperations
{
    /// <summary>Cross-correlation of images with weight [out, in/groups, kernel height, kernel width] and bias [out] or null; [examples, out, places high, places wide].</summary>
    public static Tensor Convolve2d(
        this Graph graph, Tensor input, Tensor weight, Tensor? bias, Extent? stride = null, Extent? padding = null, Extent? dilation = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        return graph.Append(new Convolution(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups));
    }

    /// <summary>Cross-correlation of sequences with weight [out, in/groups, kernel] and bias [out] or null; [examples, out, places].</summary>
    public static Tensor Convolve1d(
        this Graph graph, Tensor input, Tensor weight, Tensor? bias, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        Tensor flatWeight = OfHeightOne(graph, weight, "weight of a convolution");
        return WithoutHeight(graph, graph.Convolve2d(OfHeightOne(graph, input, "input of a convolution"), flatWeight, bias, new Extent(1, stride), new Extent(0, padding), new Extent(1, dilation), groups));
    }

    /// <summary>The largest pixel of each window; the stride is the window's size when left out. Input […, height, width].</summary>
    public static Tensor MaximumPool2d(this Graph graph, Tensor input, Extent kernel, Extent? stride = null, Extent? padding = null, Extent? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return graph.Append(new MaximumPool(input, kernel, stride ?? kernel, padding ?? 0, dilation ?? 1));
    }

    /// <summary>The largest value of each window of a sequence.</summary>
    public static Tensor MaximumPool1d(this Graph graph, Tensor input, int kernel, int? stride = null, int padding = 0, int dilation = 1)
    {
        Tensor pooled = graph.MaximumPool2d(OfHeightOne(graph, input, "input of a pooling"), new Extent(1, kernel), new Extent(1, stride ?? kernel), new Extent(0, padding), new Extent(1, dilation));
        return WithoutHeight(graph, pooled);
    }

    /// <summary>The mean of each window, its padding counted as zeros or left out; the stride is the window's size when left out. Input […, height, width].</summary>
    public static Tensor AveragePool2d(this Graph graph, Tensor input, Extent kernel, Extent? stride = null, Extent? padding = null, bool countPadding = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        return graph.Append(new AveragePool(input, kernel, stride ?? kernel, padding ?? 0, countPadding));
    }

    /// <summary>The mean of each window of a sequence.</summary>
    public static Tensor AveragePool1d(this Graph graph, Tensor input, int kernel, int? stride = null, int padding = 0, bool countPadding = true)
    {
        Tensor pooled = graph.AveragePool2d(OfHeightOne(graph, input, "input of a pooling"), new Extent(1, kernel), new Extent(1, stride ?? kernel), new Extent(0, padding), countPadding);
        return WithoutHeight(graph, pooled);
    }

    /// <summary>The mean over all places of each channel: [examples, channels, …] to [examples, channels].</summary>
    public static Tensor GlobalAveragePool(this Graph graph, Tensor input) => graph.MeanOverLast(Places(graph, input));

    /// <summary>The largest over all places of each channel: [examples, channels, …] to [examples, channels].</summary>
    public static Tensor GlobalMaximumPool(this Graph graph, Tensor input) => graph.MaximumOverLast(Places(graph, input));

    private static Tensor Places(Graph graph, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Dimensions.Length < 3)
            throw new ArgumentException($"The input of a global pooling has shape {input.Shape}; [examples, channels, …] with at least one more dimension is expected.", nameof(input));
        return graph.Flatten(input, 2);
    }

    private static Tensor OfHeightOne(Graph graph, Tensor tensor, string role)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Shape.Dimensions.Length != 3)
            throw new ArgumentException($"The {role} over sequences has shape {tensor.Shape}; three dimensions are expected, the last of them time.", nameof(tensor));
        return graph.Reshape(tensor, new TensorShape(tensor.Size(0), tensor.Size(1), 1, tensor.Size(2)));
    }

    private static Tensor WithoutHeight(Graph graph, Tensor tensor) => graph.Reshape(tensor, new TensorShape(tensor.Size(0), tensor.Size(1), tensor.Size(3)));
}
