namespace Federated.Learning.Clustering;

/// <summary>Clusters found by k-means.</summary>
/// <param name="Model">The centres.</param>
/// <param name="Inertia">Sum of squared distances of the rows to their centres.</param>
/// <param name="Iterations">Lloyd steps of the start that was kept.</param>
/// <param name="Converged">Whether that start ended by its tolerance rather than by the most steps allowed.</param>
public sealed record KMeansFit(KMeansModel Model, double Inertia, int Iterations, bool Converged);
