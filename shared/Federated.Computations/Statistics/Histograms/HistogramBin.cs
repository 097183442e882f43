namespace Federated.Computations.Statistics.Histograms;

/// <summary>A stretch of a numeric column and how many values lie in it.</summary>
/// <param name="Lower">Lower end, which belongs to it.</param>
/// <param name="Upper">Upper end, which belongs to the next bin, or to this one when it is the last.</param>
/// <param name="Count">Values: 0, or at least the floor.</param>
public readonly record struct HistogramBin(double Lower, double Upper, long Count);
