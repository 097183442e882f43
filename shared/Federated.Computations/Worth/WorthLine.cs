using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>One metric of one model.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Metric">Which metric.</param>
/// <param name="Value">On the partner's test rows, with its bootstrap interval.</param>
/// <param name="Gain">Less the local model's, on the same samples of rows; null of the local model itself.</param>
public sealed record WorthLine(WorthModel Model, WorthMetric Metric, ConfidenceInterval Value, ConfidenceInterval? Gain);
