namespace Federated.Computations.Forecasting;

/// <summary>How good the first model was so many periods ahead.</summary>
/// <param name="WeightedPercentageError">WAPE.</param>
/// <param name="Coverage">Share between the quantiles of 10 and 90 %.</param>
public sealed record AheadQuality(double WeightedPercentageError, double Coverage);
