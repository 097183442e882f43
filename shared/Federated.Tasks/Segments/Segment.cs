namespace Federated.Tasks.Segments;

/// <summary>One segment of the customers of all partners together.</summary>
/// <param name="Number">1 for the largest.</param>
/// <param name="Name">Its most distinguishing traits, for example "high monthly_charge, low tenure"; unique.</param>
/// <param name="Customers">Customers of all partners in it.</param>
/// <param name="Share">Of all customers.</param>
/// <param name="Silhouette">Mean simplified silhouette of its customers, 0 to 1: how well separated it is.</param>
/// <param name="Stability">Mean Jaccard index with the most similar segment of each half sample, 0 to 1: whether it is found again.</param>
/// <param name="Traits">The strongest first, one a field.</param>
public sealed record Segment(int Number, string Name, long Customers, double Share, double Silhouette, double Stability, IReadOnlyList<SegmentTrait> Traits);
