namespace Federated.Learning.Clustering;

/// <summary>Two clusters become one. Clusters 0 to n−1 are the rows; the merge at place m makes cluster n + m.</summary>
/// <param name="First">The lower number of the two.</param>
/// <param name="Second">The higher number.</param>
/// <param name="Distance">How far they were apart, in the linkage's measure.</param>
/// <param name="Rows">Rows of the new cluster.</param>
public readonly record struct Merge(int First, int Second, double Distance, int Rows);
