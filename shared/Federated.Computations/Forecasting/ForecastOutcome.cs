namespace Federated.Computations.Forecasting;

/// <summary>One forecast and what came.</summary>
/// <param name="Ahead">Periods ahead, 1 or more.</param>
/// <param name="Actual">What came, 0 or more.</param>
/// <param name="Mean">The expected value.</param>
/// <param name="Low">The quantile of 10 %.</param>
/// <param name="Median">The quantile of 50 %.</param>
/// <param name="High">The quantile of 90 %.</param>
/// <param name="LogError">ln(1 + actual) less its forecast.</param>
/// <param name="Step">Mean absolute step of the series before the forecast, for MASE; NaN when not known.</param>
public readonly record struct ForecastOutcome(int Ahead, double Actual, double Mean, double Low, double Median, double High, double LogError, double Step);
