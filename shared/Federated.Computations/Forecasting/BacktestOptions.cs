namespace Federated.Computations.Forecasting;

/// <summary>What every node and the coordinator agree on before a backtest.</summary>
/// <param name="Models">Models that are compared, the last being each partner's own choice.</param>
/// <param name="Horizon">Periods ahead.</param>
/// <param name="Most">Largest amount that counts as itself, above 0.</param>
/// <param name="RowBound">At least the forecasts of any one node.</param>
public sealed record BacktestOptions(int Models, int Horizon, double Most, long RowBound);
