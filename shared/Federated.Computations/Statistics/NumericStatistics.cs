namespace Federated.Computations.Statistics;

/// <summary>Joint statistics of one numeric column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Count">Rows that have a value.</param>
/// <param name="MissingShare">Rows without one, over all rows; 0 of no rows.</param>
/// <param name="Mean">Mean of the values that there are; the middle of the declared range when there are fewer than the floor.</param>
/// <param name="StandardDeviation">Population standard deviation (divisor n), 0 when there are fewer values than the floor.</param>
public sealed record NumericStatistics(string Name, long Count, double MissingShare, double Mean, double StandardDeviation);
