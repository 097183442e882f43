using Federated.Learning.Operations;

namespace Federated.Learning.Modules;

/// <summary>How a convolution's window moves. Over sequences, only widths count.</summary>
public sealed record ConvolutionOptions
{
    /// <summary>Steps from one place to the next, at least 1. Default 1.</summary>
    public Extent Stride { get; init; } = 1;

    /// <summary>Zeros around the image, 0 or more on each side. Default 0.</summary>
    public Extent Padding { get; init; }

    /// <summary>Distance between the window's taps, at least 1. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Parts into which the channels are cut, each with its own windows; it divides inputs and outputs. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether there is a bias. Default true.</summary>
    public bool Bias { get; init; } = true;
}
