namespace Federated.Learning.Metrics;

/// <summary>A number that follows from some rows, such as a metric; a row may occur several times, and NaN says that they do not determine it.</summary>
/// <param name="rows">Row numbers; valid during the call.</param>
public delegate double RowStatistic(ReadOnlySpan<int> rows);
