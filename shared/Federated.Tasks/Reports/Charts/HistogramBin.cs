namespace Federated.Tasks.Reports.Charts;

/// <summary>A range of values and the shares of rows in it.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends, above <paramref name="Low"/>.</param>
/// <param name="Own">Share of this partner's rows, 0 to 1; NaN when it is not shown.</param>
/// <param name="Joint">Share of all partners' rows; NaN when it is not known.</param>
public readonly record struct HistogramBin(double Low, double High, double Own, double Joint);
