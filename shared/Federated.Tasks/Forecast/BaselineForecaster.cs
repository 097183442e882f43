namespace Federated.Tasks.Forecast;

/// <summary>A forecast of each series from its own past alone, made once for each cut.</summary>
/// <param name="plan">The cuts.</param>
/// <param name="method">From the values up to a cut to those of the horizon.</param>
internal sealed class BaselineForecaster(ForecastPlan plan, Func<double[], double[]> method) : IForecaster
{
    private readonly Dictionary<(int Cut, SeriesName Series), double[]> _made = [];

    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors)
    {
        if (!_made.TryGetValue((cut, series.Name), out double[]? forecast))
            _made[(cut, series.Name)] = forecast = method(Past(series, plan.Cuts[cut]));
        return forecast[ahead - 1];
    }

    /// <summary>Values up to a cut; periods between the series' last and the cut are gaps.</summary>
    public static double[] Past(SeriesHistory series, int cut) => [.. Enumerable.Range(series.First, Math.Max(0, cut - series.First + 1)).Select(period => series[period])];
}
