namespace Federated.Learning.Operations;

/// <summary>A window that slides over an image whose edges are padded with zeros: how many places it takes, and which pixels it sees at each.</summary>
internal sealed class SlidingWindow
{
    public SlidingWindow(Extent image, Extent kernel, Extent stride, Extent padding, Extent dilation)
    {
        RequireAtLeast(kernel, 1, nameof(kernel));
        RequireAtLeast(stride, 1, nameof(stride));
        RequireAtLeast(padding, 0, nameof(padding));
        RequireAtLeast(dilation, 1, nameof(dilation));
        Image = image;
        Kernel = kernel;
        Stride = stride;
        Padding = padding;
        Dilation = dilation;
        Places = new Extent(
            PlacesAlong(image.Height, kernel.Height, stride.Height, padding.Height, dilation.Height, "height"),
            PlacesAlong(image.Width, kernel.Width, stride.Width, padding.Width, dilation.Width, "width"));
    }

    public Extent Image { get; }

    public Extent Kernel { get; }

    public Extent Stride { get; }

    public Extent Padding { get; }

    public Extent Dilation { get; }

    /// <summary>Size of the output: ⌊(size + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1 in each dimension.</summary>
    public Extent Places { get; }

    /// <summary>Whether the window is one pixel that visits every pixel once: then the image is its own matrix of columns.</summary>
    public bool IsIdentity => Kernel == 1 && Stride == 1 && Padding == 0;

    /// <summary>The places, first and behind the last, at which a tap of the window lies inside the image in one dimension.</summary>
    public static (int First, int End) Inside(int offset, int stride, int size, int places)
    {
        int first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        int end = size <= offset ? 0 : ((size - 1 - offset) / stride) + 1;
        first = Math.Min(first, places);
        return (first, Math.Clamp(end, first, places));
    }

    private static int PlacesAlong(int size, int kernel, int stride, int padding, int dilation, string dimension)
    {
        long room = size + (2L * padding) - ((long)dilation * (kernel - 1)) - 1;
        if (room < 0)
        {
            throw new ArgumentException(
                $"A window of {dimension} {kernel} with dilation {dilation} does not fit into an image of {dimension} {size} padded by {padding}: use a smaller window or more padding.");
        }

        return checked((int)(room / stride) + 1);
    }

    private static void RequireAtLeast(Extent extent, int least, string name)
    {
        if (extent.Height < least || extent.Width < least)
            throw new ArgumentOutOfRangeException(name, extent, $"The {name} of a window is at least {least} in each dimension.");
    }
}
