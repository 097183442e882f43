using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Segments;

/// <summary>The segments that a job found.</summary>
/// <param name="Segments">The largest first.</param>
/// <param name="Silhouette">Mean simplified silhouette over all training rows, 0 to 1.</param>
/// <param name="Stability">Mean adjusted Rand index with the segments of half samples: 1 when the same are found again, about 0 when not.</param>
/// <param name="Tried">For each number of segments that was tried and found, its mean silhouette and its mean squared distance of a customer to its segment's centre.</param>
/// <param name="Hierarchy">How segments join, the most alike first, by Ward's measure: leaf i is segment i + 1; one less than there are segments.</param>
public sealed record SegmentReport(
    IReadOnlyList<Segment> Segments, double Silhouette, double Stability, IReadOnlyList<TriedCount> Tried, IReadOnlyList<DendrogramMerge> Hierarchy);
