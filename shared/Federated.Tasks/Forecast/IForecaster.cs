namespace Federated.Tasks.Forecast;

/// <summary>Forecasts the scaled logarithm of a partner's series from the cuts of a plan.</summary>
internal interface IForecaster
{
    /// <summary>A forecast that looks at nothing after the cut but what is planned.</summary>
    /// <param name="cut">Index of the cut.</param>
    /// <param name="series">A series of the book that it was made for.</param>
    /// <param name="place">The place of the series in that book; −1 of one that is new.</param>
    /// <param name="ahead">Periods after the cut, 1 to the horizon.</param>
    /// <param name="regressors">What is planned for that period.</param>
    /// <returns>NaN when it has none.</returns>
    double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors);
}
