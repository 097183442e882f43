namespace Federated.Computations.Forecasting;

/// <summary>How good a model's forecasts were. Absolute errors are those of the median, squared ones those of the mean: each is judged by what it is best at. NaN where nothing decides a figure.</summary>
/// <param name="MeanAbsoluteError">In the label's unit.</param>
/// <param name="RootMeanSquaredError">In the label's unit.</param>
/// <param name="WeightedPercentageError">WAPE: sum of absolute errors over the sum of what came.</param>
/// <param name="ScaledError">MASE: mean of absolute errors over the series' own mean step before the forecast, seasonal where known (Hyndman and Koehler 2006); below 1 beats the naive forecast in the training periods.</param>
/// <param name="RSquared">Of the amounts.</param>
/// <param name="LogRSquared">Of ln(1 + amount).</param>
/// <param name="Pinball">Mean pinball loss of the quantiles of 10, 50 and 90 %.</param>
/// <param name="Coverage">Share that fell between the quantiles of 10 and 90 %; 0.8 is meant.</param>
/// <param name="Partners">Partners that chose it; of the last model, which is the choice itself, all.</param>
public sealed record ForecastQuality(
    double MeanAbsoluteError, double RootMeanSquaredError, double WeightedPercentageError, double ScaledError, double RSquared, double LogRSquared, double Pinball, double Coverage, int Partners);
