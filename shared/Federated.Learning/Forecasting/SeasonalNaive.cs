namespace Federated.Learning.Forecasting;

/// <summary>The forecast that every other one has to beat: what was one season before, or, where that is not known, what was last.</summary>
public static class SeasonalNaive
{
    /// <summary>Forecasts the periods after a history.</summary>
    /// <param name="history">A value a period, the oldest first; NaN where there is none.</param>
    /// <param name="season">Periods of a season; 1 or less when there is none.</param>
    /// <param name="horizon">Periods ahead, 1 or more.</param>
    /// <returns>A value a period ahead; NaN when the history holds no value.</returns>
    public static double[] Forecast(ReadOnlySpan<double> history, int season, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        double last = double.NaN;
        for (int period = history.Length - 1; period >= 0 && double.IsNaN(last); period--)
            last = history[period];
        var forecast = new double[horizon];
        for (int ahead = 1; ahead <= horizon; ahead++)
        {
            int seasons = season > 1 ? (ahead + season - 1) / season : 0;
            int period = history.Length - 1 + ahead - (seasons * season);
            forecast[ahead - 1] = seasons > 0 && period >= 0 && !double.IsNaN(history[period]) ? history[period] : last;
        }

        return forecast;
    }

    /// <summary>Mean absolute step of a history: over one season where two such values are known, else over one period. What MASE divides by (Hyndman and Koehler 2006). NaN without a pair.</summary>
    /// <param name="history">A value a period, the oldest first; NaN where there is none.</param>
    /// <param name="season">Periods of a season; 1 or less when there is none.</param>
    public static double Step(ReadOnlySpan<double> history, int season)
    {
        double step = season > 1 ? StepOver(history, season) : double.NaN;
        return double.IsNaN(step) ? StepOver(history, 1) : step;
    }

    private static double StepOver(ReadOnlySpan<double> history, int lag)
    {
        (double sum, int pairs) = (0, 0);
        for (int period = lag; period < history.Length; period++)
        {
            double step = Math.Abs(history[period] - history[period - lag]);
            if (!double.IsNaN(step))
                (sum, pairs) = (sum + step, pairs + 1);
        }

        return pairs > 0 ? sum / pairs : double.NaN;
    }
}
