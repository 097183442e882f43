namespace Federated.Tasks.Reports.Charts;

/// <summary>A point of a line.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up, with the band around it if it has one.</param>
public readonly record struct LinePoint(double X, Estimate Y);
