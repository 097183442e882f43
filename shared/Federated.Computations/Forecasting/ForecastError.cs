namespace Federated.Computations.Forecasting;

/// <summary>By how much a forecast of the logarithm was off.</summary>
/// <param name="Ahead">Periods ahead, 1 or more.</param>
/// <param name="Error">Logarithm of one plus what came, less the forecast.</param>
public readonly record struct ForecastError(int Ahead, double Error);
