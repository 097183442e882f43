namespace Federated.Tasks.Segments;

/// <summary>Two groups of segments that are most alike become one.</summary>
/// <param name="First">Numbers of the segments of one.</param>
/// <param name="Second">Numbers of the segments of the other.</param>
/// <param name="Distance">How unlike they are, by Ward's measure.</param>
public sealed record SegmentMerge(IReadOnlyList<int> First, IReadOnlyList<int> Second, double Distance);
