namespace Federated.Learning.Trees;

/// <summary>A leaf that may yet be split.</summary>
/// <param name="Node">Its number.</param>
/// <param name="Depth">Splits above it.</param>
/// <param name="Bounds">Range of its value.</param>
/// <param name="Split">Its best split.</param>
/// <param name="Histogram">Its statistics; null when its children need none.</param>
internal sealed record OpenNode(int Node, int Depth, ValueBounds Bounds, Split Split, double[]? Histogram);
