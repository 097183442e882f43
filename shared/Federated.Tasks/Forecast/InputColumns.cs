using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Statistics;
using Federated.Learning.Trees;

namespace Federated.Tasks.Forecast;

/// <summary>
/// The inputs of trees and networks, the same knowledge as <see cref="ForecastColumns"/>: what is not known is missing, categories are one column each, and the periods ahead are a column too, so that one model serves the whole horizon: a model for each
/// period ahead would take as many times the rounds. Neither goes well beyond what it saw, so they learn how far a value lies from the series' mean.
/// </summary>
internal sealed class InputColumns(ForecastContext context, ForecastPlan plan)
{
    private static readonly int[] Windows = [1, 4, 13, 52];
    private readonly ForecastFields _fields = context.Fields;

    private int Regressors => _fields.Regressors.Length;

    private int OfWindow => _fields.Price >= 0 ? 2 : 1;

    /// <summary>Numbers: regressors, means, periods ahead; with a season the value one before and the place in it. All within ±1. A season that is not known well would be learnt by heart.</summary>
    public int Numbers => Regressors + (Windows.Length * OfWindow) + 1 + (2 * Seasons.Count());

    private IEnumerable<int> Seasons => plan.Settings.Seasons.Where(season => plan.HasSeason || season != plan.Settings.Season);

    public int Width => Numbers + _fields.Series.Length;

    public ImmutableArray<ColumnKind> Kinds => [.. Enumerable.Repeat(ColumnKind.Numerical, Numbers), .. Enumerable.Repeat(ColumnKind.Categorical, _fields.Series.Length)];

    public TableColumns Declared => new(Enumerable.Range(0, Numbers).Select(column => new NumericColumn(NameOf(column), -1, 1)), []);

    public static string NameOf(int column) => string.Create(CultureInfo.InvariantCulture, $"input_{column}");

    /// <summary>What a value is measured from: the series' mean as far as it is known.</summary>
    public static double Level(SeriesHistory series, int origin) => series.Window(origin, Windows[^1]).Level;

    public void Fill(SeriesHistory series, int target, int ahead, ReadOnlySpan<double> regressors, Span<float> into)
    {
        int next = 0, origin = target - ahead;
        double level = Level(series, origin);
        foreach (double value in regressors)
            into[next++] = (float)Math.Clamp(value, -1, 1);
        foreach (int window in Windows)
        {
            (int known, double mean, double price) = series.Window(origin, window);
            into[next++] = known == 0 ? float.NaN : (float)(window == Windows[^1] ? mean : mean - level);
            if (_fields.Price >= 0)
                into[next++] = known == 0 ? float.NaN : (float)Math.Clamp((regressors[_fields.Price] - price) / 2, -1, 1);
        }

        into[next++] = (float)ahead / plan.Settings.Horizon;
        foreach (int season in Seasons)
        {
            into[next++] = (float)(series[target - (season * ((ahead + season - 1) / season))] - level);
            into[next++] = (float)(target % season) / season;
        }

        foreach (int code in series.Name.Codes)
            into[next++] = code < 0 ? float.NaN : code;
    }

    /// <summary>Rows to grow trees on: every known value up to a cut, seen from two origins.</summary>
    public IEnumerable<TreeRows> Rows(SeriesBook book, int cut)
    {
        int horizon = plan.Settings.Horizon, first = plan.FirstTarget(cut), last = plan.Cuts[cut];
        for (int place = 0; place < book.Series.Length; place++)
        {
            SeriesHistory series = book.Series[place];
            (int Period, int Ahead)[] rows =
            [
                .. Enumerable.Range(0, series.Values.Length).Select(at => series.First + at)
                    .Where(period => period >= first && period <= last && !double.IsNaN(series[period]))
                    .SelectMany(period => new[] { 1 + (period % horizon), 1 + ((period + ((horizon + 1) / 2)) % horizon) }.Distinct().Select(ahead => (period, ahead))),
            ];
            if (rows.Length == 0)
                continue;
            var features = new float[rows.Length * Width];
            var labels = new float[rows.Length];
            for (int row = 0; row < rows.Length; row++)
            {
                (int period, int ahead) = rows[row];
                Fill(series, period, ahead, series.At(period), features.AsSpan(row * Width, Width));
                labels[row] = (float)(series[period] - Level(series, period - ahead));
            }

            yield return new TreeRows(new TrainingTable(features, Width, labels, kinds: Kinds.AsSpan()));
        }
    }
}
