using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>One descent among those that share the rounds.</summary>
/// <param name="Sample">The rows that it is fitted to; all when null.</param>
/// <param name="Model">Where sums are wanted next, or the last centres once it is settled.</param>
/// <param name="Best">The clusters of least mean inertia so far of which none is below the floor; null while there are none.</param>
/// <param name="IsSettled">Whether its centres have stopped moving: it takes no part in further rounds.</param>
public sealed record KMeansRun(RowSample? Sample, KMeansModel Model, MeasuredClusters? Best, bool IsSettled);
