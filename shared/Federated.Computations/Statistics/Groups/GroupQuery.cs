namespace Federated.Computations.Statistics.Groups;

/// <summary>Rows, and the mean of a measure, by one or two category columns.</summary>
/// <param name="First">Name of a category column.</param>
/// <param name="Second">Name of another; null for a table by one column.</param>
/// <param name="Measure">Name of a numeric column; null for rows alone.</param>
public sealed record GroupQuery(string First, string? Second = null, string? Measure = null);
