using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Tasks.Forecast;

/// <summary>What is known of a period whenever one looks at it: prices, promotions and other regressors, and its place in the season. No value of a series is among them.</summary>
internal sealed class EffectColumns
{
    private const int MostShortHarmonics = 6;

    private readonly ForecastFields _fields;
    private readonly ForecastPlan _plan;

    public EffectColumns(ForecastFields fields, ForecastPlan plan)
    {
        (_fields, _plan) = (fields, plan);
        Effects = [.. fields.Regressors.SelectMany((regressor, index) => Priced(regressor) ? fields.Series[fields.PriceBy].Values.Select((_, value) => (index, value)) : [(index, -1)])];
        Names =
        [
            .. Effects.Select(effect => fields.Regressors[effect.Regressor].Name + (effect.Value < 0 ? "" : $" of {fields.Series[fields.PriceBy].Values[effect.Value]}")),
            .. Waves.SelectMany(wave => new[] { "sine", "cosine" }.Select(part => string.Create(CultureInfo.InvariantCulture, $"season of {wave.Season} {part} {wave.Harmonic}"))),
        ];
    }

    /// <summary>The regressor of each of the first columns, and the value of the category that it counts for; −1 for all.</summary>
    public ImmutableArray<(int Regressor, int Value)> Effects { get; }

    public ImmutableArray<string> Names { get; }

    public int Width => Names.Length;

    // Of the long season the smooth course, of the short one every wave: the days of a week differ as they please.
    private IEnumerable<(int Season, int Harmonic)> Waves =>
        Harmonics(_plan.Settings.Season, _plan.HasSeason ? _plan.Settings.Harmonics : 0).Concat(Harmonics(_plan.Settings.ShortSeason, MostShortHarmonics));

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

        int next = Effects.Length;
        foreach ((int season, int harmonic) in Waves)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * harmonic * (period % season) / season);
            (into[next], into[next + 1]) = ((float)sine, (float)cosine);
            next += 2;
        }
    }

    private static IEnumerable<(int Season, int Harmonic)> Harmonics(int season, int most) => season > 1 ? Enumerable.Range(1, Math.Min(most, season / 2)).Select(harmonic => (season, harmonic)) : [];

    private bool Priced(Regressor regressor) => regressor.IsPrice && _fields.PriceBy >= 0;
}
