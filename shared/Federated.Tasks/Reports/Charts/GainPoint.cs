namespace Federated.Tasks.Reports.Charts;

/// <summary>A point of a gain curve.</summary>
/// <param name="Contacted">Share of customers that were contacted, best first, 0 to 1.</param>
/// <param name="Found">Share of all positives that are among them, 0 to 1.</param>
public readonly record struct GainPoint(double Contacted, double Found);
