namespace Federated.Tasks.Insight;

/// <summary>A quantile.</summary>
/// <param name="Probability">Share of the values at or below it, 0 to 1.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">The true one is not below this.</param>
/// <param name="Upper">The true one is not above this.</param>
public sealed record QuantileInsight(double Probability, double Value, double Lower, double Upper);
