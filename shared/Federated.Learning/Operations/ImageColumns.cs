namespace Federated.Learning.Operations;

/// <summary>
/// The matrix whose product with a convolution's weights is its output: a row for each channel and tap of the window, a column for each place of it
/// (Chellapilla, Puri and Simard 2006, "im2col"); and the way back, which adds each entry to the pixel that it was read from.
/// </summary>
internal static class ImageColumns
{
    /// <param name="image">[channels, height, width].</param>
    /// <param name="window">Slides over it.</param>
    /// <param name="channels">Of the image.</param>
    /// <param name="columns">[channels·taps, places].</param>
    public static void Unfold(ReadOnlySpan<float> image, SlidingWindow window, int channels, Span<float> columns)
    {
        int width = window.Image.Width, places = window.Places.Width, row = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<float> plane = image.Slice(channel * window.Image.Height * width, window.Image.Height * width);
            for (int tapRow = 0; tapRow < window.Kernel.Height; tapRow++)
            {
                int top = (tapRow * window.Dilation.Height) - window.Padding.Height;
                for (int tapColumn = 0; tapColumn < window.Kernel.Width; tapColumn++)
                {
                    int left = (tapColumn * window.Dilation.Width) - window.Padding.Width;
                    (int first, int end) = SlidingWindow.Inside(left, window.Stride.Width, width, places);
                    for (int place = 0; place < window.Places.Height; place++, row++)
                    {
                        Span<float> target = columns.Slice(row * places, places);
                        int y = top + (place * window.Stride.Height);
                        if ((uint)y >= (uint)window.Image.Height)
                        {
                            target.Clear();
                            continue;
                        }

                        target[..first].Clear();
                        target[end..].Clear();
                        ReadOnlySpan<float> source = plane.Slice(y * width, width);
                        if (window.Stride.Width == 1)
                            source.Slice(left + first, end - first).CopyTo(target[first..]);
                        else
                            CopyStrided(source, left, window.Stride.Width, target, first, end);
                    }
                }
            }
        }
    }

    /// <param name="columns">[channels·taps, places].</param>
    /// <param name="window">Slides over the image.</param>
    /// <param name="channels">Of the image.</param>
    /// <param name="image">[channels, height, width]; added to.</param>
    public static void AddBack(ReadOnlySpan<float> columns, SlidingWindow window, int channels, Span<float> image)
    {
        int width = window.Image.Width, places = window.Places.Width, row = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            Span<float> plane = image.Slice(channel * window.Image.Height * width, window.Image.Height * width);
            for (int tapRow = 0; tapRow < window.Kernel.Height; tapRow++)
            {
                int top = (tapRow * window.Dilation.Height) - window.Padding.Height;
                for (int tapColumn = 0; tapColumn < window.Kernel.Width; tapColumn++)
                {
                    int left = (tapColumn * window.Dilation.Width) - window.Padding.Width;
                    (int first, int end) = SlidingWindow.Inside(left, window.Stride.Width, width, places);
                    for (int place = 0; place < window.Places.Height; place++, row++)
                    {
                        int y = top + (place * window.Stride.Height);
                        if ((uint)y < (uint)window.Image.Height)
                            AddStrided(columns.Slice(row * places, places), first, end, plane.Slice(y * width, width), left, window.Stride.Width);
                    }
                }
            }
        }
    }

    private static void CopyStrided(ReadOnlySpan<float> source, int left, int stride, Span<float> target, int first, int end)
    {
        for (int place = first; place < end; place++)
            target[place] = source[left + (place * stride)];
    }

    private static void AddStrided(ReadOnlySpan<float> values, int first, int end, Span<float> target, int left, int stride)
    {
        if (stride == 1)
        {
            Span<float> part = target.Slice(left + first, end - first);
            TensorPrimitives.Add(part, values[first..end], part);
            return;
        }

        for (int place = first; place < end; place++)
            target[left + (place * stride)] += values[place];
    }
}
