namespace Federated.Computations.Statistics.Groups;

/// <summary>One group of a <see cref="GroupTable"/>.</summary>
/// <param name="First">Index of the first column's value; <see cref="CategoryColumn.Other"/> for missing, undeclared and merged ones.</param>
/// <param name="Second">Index of the second column's value likewise; <see cref="CategoryColumn.Other"/>, too, when there is no second column.</param>
/// <param name="Rows">Rows: 0, or at least the floor; null when withheld.</param>
/// <param name="Mean">Mean of the measure; NaN when withheld, not asked for, or of no values.</param>
/// <param name="StandardDeviation">Its population standard deviation, or NaN likewise.</param>
public readonly record struct GroupCell(int First, int Second, long? Rows, double Mean, double StandardDeviation);
