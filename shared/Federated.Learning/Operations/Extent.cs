namespace Federated.Learning.Operations;

/// <summary>A size in the two last dimensions of an image, or of a sequence of height 1. A whole number stands for a square.</summary>
/// <param name="Height">Along the last dimension but one.</param>
/// <param name="Width">Along the last dimension.</param>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The same size in both dimensions.</summary>
    public static implicit operator Extent(int size) => new(size, size);

    /// <summary>The same size in both dimensions.</summary>
    public static Extent FromInt32(int size) => size;

    /// <summary>For instance <c>3 × 5</c>.</summary>
    public override string ToString() => $"{Height} × {Width}";
}
