using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Tasks.Forecast;

/// <summary>What is known of a period whenever one looks at it: prices, promotions and other regressors, and its place in the season. No value of a series is among them.</summary>
internal sealed class EffectColumns
{
    private readonly ForecastFields _fields;
    private readonly ForecastPlan _plan;

    public EffectColumns(ForecastFields fields, ForecastPlan plan)
    {
        (_fields, _plan) = (fields, plan);
        Effects = [.. fields.Regressors.SelectMany((regressor, index) => Priced(regressor) ? fields.Series[fields.PriceBy].Values.Select((_, value) => (index, value)) : [(index, -1)])];
        Names =
        [
            .. Effects.Select(effect => fields.Regressors[effect.Regressor].Name + (effect.Value < 0 ? "" : $" of {fields.Series[fields.PriceBy].Values[effect.Value]}")),
            .. Enumerable.Range(0, 2 * Harmonics).Select(index => string.Create(CultureInfo.InvariantCulture, $"season {(index % 2 == 0 ? "sine" : "cosine")} {(index / 2) + 1}")),
        ];
    }

    /// <summary>The regressor of each of the first columns, and the value of the category that it counts for; −1 for all.</summary>
    public ImmutableArray<(int Regressor, int Value)> Effects { get; }

    public ImmutableArray<string> Names { get; }

    public int Width => Names.Length;

    private int Harmonics => _plan.HasSeason ? Math.Min(_plan.Settings.Harmonics, _plan.Settings.Season / 2) : 0;

    /// <summary>Fills the columns of a period.</summary>
    /// <param name="name">The series.</param>
    /// <param name="period">The period.</param>
    /// <param name="regressors">Its regressors.</param>
    /// <param name="into"><see cref="Width"/> numbers, each within ±1.</param>
    public void Fill(SeriesName name, int period, ReadOnlySpan<double> regressors, Span<float> into)
    {
        for (int column = 0; column < Effects.Length; column++)
        {
            (int regressor, int value) = Effects[column];
            into[column] = value < 0 || name.Codes[_fields.PriceBy] == value ? (float)Math.Clamp(regressors[regressor], -1, 1) : 0;
        }

        for (int harmonic = 0; harmonic < Harmonics; harmonic++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * (harmonic + 1) * (period % _plan.Settings.Season) / _plan.Settings.Season);
            (into[Effects.Length + (2 * harmonic)], into[Effects.Length + (2 * harmonic) + 1]) = ((float)sine, (float)cosine);
        }
    }

    private bool Priced(Regressor regressor) => regressor.IsPrice && _fields.PriceBy >= 0;
}
