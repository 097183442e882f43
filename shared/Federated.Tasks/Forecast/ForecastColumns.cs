using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Tasks.Forecast;

/// <summary>
/// The inputs of a forecast for a period, so many periods ahead of the last known one, the origin. Of the series itself only what was known at the origin: means over the last 1, 4, 13 and 52 periods with the mean price in them, and the
/// value one or more whole seasons before the target. Of the target period what is planned for it.
/// </summary>
internal sealed class ForecastColumns
{
    private static readonly int[] Windows = [1, 4, 13, 52];

    private readonly ForecastFields _fields;
    private readonly ForecastPlan _plan;
    private readonly EffectColumns _effects;

    public ForecastColumns(ForecastFields fields, ForecastPlan plan)
    {
        (_fields, _plan, _effects) = (fields, plan, new EffectColumns(fields, plan));
        Names =
        [
            .. _effects.Names,
            .. fields.Series.SelectMany(field => field.Values.Select(value => $"{field.Name}={value}")),
            .. Windows.SelectMany(window => new[] { Of("mean", window), Of("no value", window) }.Concat(fields.Price >= 0 ? [Of("mean price", window)] : [])),
            .. plan.Settings.Seasons.SelectMany(season => new[] { Of("value before", season), Of("no value before", season) }),
        ];
    }

    public ImmutableArray<string> Names { get; }

    public int Width => Names.Length;

    /// <summary>Fills the inputs.</summary>
    /// <param name="series">Values after the origin are not looked at.</param>
    /// <param name="target">The period that is forecast.</param>
    /// <param name="ahead">Periods from the origin to it, 1 or more.</param>
    /// <param name="regressors">What is planned for it.</param>
    /// <param name="into"><see cref="Width"/> numbers, each within ±1.</param>
    public void Fill(SeriesHistory series, int target, int ahead, ReadOnlySpan<double> regressors, Span<float> into)
    {
        into.Clear();
        _effects.Fill(series.Name, target, regressors, into);
        int next = _effects.Width, origin = target - ahead;
        for (int field = 0; field < _fields.Series.Length; next += _fields.Series[field++].Values.Count)
        {
            if (series.Name.Codes[field] >= 0)
                into[next + series.Name.Codes[field]] = 1;
        }

        foreach (int window in Windows)
        {
            (int known, double level, double price) = series.Window(origin, window);
            into[next++] = (float)level;
            into[next++] = known == 0 ? 1 : 0;
            if (_fields.Price >= 0)
                into[next++] = (float)price;
        }

        foreach (int season in _plan.Settings.Seasons)
        {
            double before = series[target - (season * ((ahead + season - 1) / season))];
            into[next++] = double.IsNaN(before) ? 0 : (float)before;
            into[next++] = double.IsNaN(before) ? 1 : 0;
        }
    }

    private static string Of(string what, int window) => string.Create(CultureInfo.InvariantCulture, $"{what} of {window}");
}
