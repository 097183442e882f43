namespace Federated.Tasks.Forecast;

/// <summary>Forecasts that a node made once and kept: series × horizon, row-major.</summary>
internal sealed class KeptForecaster(double[] forecasts, int horizon) : IForecaster
{
    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors) => place < 0 ? double.NaN : forecasts[(place * horizon) + ahead - 1];
}
