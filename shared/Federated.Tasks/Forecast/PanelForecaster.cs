using System.Collections.Immutable;
using Federated.Learning.Forecasting;
using Federated.Learning.Training;

namespace Federated.Tasks.Forecast;

/// <summary>Slopes for each cut and period ahead, joint or a partner's own, with the levels of a partner's series.</summary>
internal sealed class PanelForecaster(ImmutableArray<PanelFit> fits, ForecastPlan plan, ForecastColumns columns, SeriesBook book) : IForecaster
{
    private readonly Dictionary<(int Place, int Ahead), double[]> _levels = [];

    /// <summary>Levels that are known already, for the last cut: series × horizon, row-major.</summary>
    public double[]? LastLevels { get; init; }

    /// <summary>What the rows of a series lie above the slopes, drawn to 0.</summary>
    public double Level(int cut, int ahead, int place)
    {
        if (place < 0)
            return 0;
        if (LastLevels is not null && cut == plan.LastCut)
            return LastLevels[(place * plan.Settings.Horizon) + ahead - 1];
        if (!_levels.TryGetValue((place, ahead), out double[]? cuts))
            _levels[(place, ahead)] = cuts = [.. PanelRows.OfCuts(book.Series[place], plan, columns, ahead).Select((rows, each) => LevelOf(rows, fits[plan.Model(each, ahead)]))];
        return cuts[cut];
    }

    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors)
    {
        Span<float> inputs = columns.Width <= 512 ? stackalloc float[columns.Width] : new float[columns.Width];
        columns.Fill(series, plan.Cuts[cut] + ahead, ahead, regressors, inputs);
        return fits[plan.Model(cut, ahead)].Predict(inputs) + Level(cut, ahead, place);
    }

    /// <summary>For the last cut and each period ahead the intercept, then the slopes.</summary>
    public double[] LastSlopes() =>
        [.. Enumerable.Range(1, plan.Settings.Horizon).Select(ahead => fits[plan.Model(plan.LastCut, ahead)]).SelectMany(fit => fit.Weights.Prepend(fit.Intercept))];

    private double LevelOf(LabelledRows rows, PanelFit fit)
    {
        double excess = 0;
        for (int row = 0; row < rows.Count; row++)
            excess += rows.Labels.Span[row] - fit.Predict(rows.Features.Span.Slice(row * columns.Width, columns.Width));
        return SeriesIntercepts.Of(excess, rows.Count, plan.Settings.Shrinkage);
    }
}
