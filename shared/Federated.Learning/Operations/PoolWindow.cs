using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>What the poolings ask of their input and window.</summary>
internal static class PoolWindow
{
    public static SlidingWindow Of(Tensor input, Extent kernel, Extent stride, Extent padding, Extent dilation)
    {
        if (input.Shape.Dimensions.Length < 2)
            throw new ArgumentException($"The input of a pooling has shape {input.Shape}; […, height, width] is expected.", nameof(input));

        // With a padding of at most half the window, every place sees a pixel.
        if (2 * padding.Height > kernel.Height || 2 * padding.Width > kernel.Width)
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"The padding of a pooling is at most half of its window of {kernel}.");
        return new SlidingWindow(new Extent(input.Size(-2), input.Size(-1)), kernel, stride, padding, dilation);
    }
}
