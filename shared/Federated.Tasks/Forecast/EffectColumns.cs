using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Tasks.Forecast;

/// <summary>What is known of a period whenever one looks at it: prices, promotions and other regressors, and its place in the season. No value of a series is among them.</summary>
internal sealed class EffectColumns
{
    /// <summary>Of an effect that counts for all series.</summary>
    public const int All = -1;

    /// <summary>Of one that counts for the values that few partners have, and the last of the others.</summary>
    public const int Others = -2;

    private const int MostShortHarmonics = 6;

    private static readonly string[] Parts = ["sine", "cosine"];

    private readonly ForecastFields _fields;
    private readonly ForecastPlan _plan;

    public EffectColumns(ForecastFields fields, ForecastPlan plan)
    {
        (_fields, _plan) = (fields, plan);
        Effects = [.. fields.Regressors.SelectMany((regressor, index) => Priced(regressor) ? Values().Select(value => (index, value)) : [(index, All)])];
        Names =
        [
            .. Effects.Select(effect => fields.Regressors[effect.Regressor].Name + WordsOf(effect.Value)),
            .. Waves.SelectMany(wave => Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"season of {wave.Season} {part} {wave.Harmonic}"))),
        ];
    }

    /// <summary>The regressor of each of the first columns, and the value of the category that it counts for; <see cref="All"/> or <see cref="Others"/>.</summary>
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
            into[column] = Counts(value, name) ? (float)Math.Clamp(regressors[regressor], -1, 1) : 0;
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

    /// <summary>What an effect counts for, in words that follow its name; nothing for all.</summary>
    public string WordsOf(int value) => value switch
    {
        All => "",
        Others => " of others",
        _ => $" of {_fields.Series[_fields.PriceBy].Values[value]}",
    };

    // The elasticity of what one or two partners sell would be theirs: such values share one with a value that enough of them sell, so that theirs cannot be told from it either.
    private int[] Values()
    {
        if (_plan.HeldPrices.IsDefaultOrEmpty || _plan.HeldPrices.All(held => held))
            return [.. Enumerable.Range(0, _fields.PricedValues)];
        int[] held = [.. Enumerable.Range(0, _fields.PricedValues).Where(value => _plan.HeldPrices[value])];
        return held.Length < 2 ? [All] : [.. held[..^1], Others];
    }

    private bool Counts(int value, SeriesName name) => value switch
    {
        All => true,
        Others => !Effects.Any(effect => effect.Value == name.Codes[_fields.PriceBy] && effect.Value >= 0),
        _ => name.Codes[_fields.PriceBy] == value,
    };

    private bool Priced(Regressor regressor) => regressor.IsPrice && _fields.PriceBy >= 0;
}
