namespace Federated.Learning.Metrics;

/// <summary>An estimate and the interval around it.</summary>
/// <param name="Estimate">The statistic of the rows themselves.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Share of intervals, over repeated samples, that are meant to hold the true value.</param>
public sealed record ConfidenceInterval(double Estimate, double Lower, double Upper, double Level);
