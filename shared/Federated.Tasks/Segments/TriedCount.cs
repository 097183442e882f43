namespace Federated.Tasks.Segments;

/// <summary>A number of segments that was tried.</summary>
/// <param name="Segments">The number.</param>
/// <param name="Silhouette">Mean simplified silhouette, 0 to 1.</param>
/// <param name="MeanInertia">Mean squared distance of a customer to the centre of its segment.</param>
public sealed record TriedCount(int Segments, double Silhouette, double MeanInertia);
