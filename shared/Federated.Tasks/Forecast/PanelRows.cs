using Federated.Computations.Forecasting;
using Federated.Learning.Training;

namespace Federated.Tasks.Forecast;

/// <summary>The rows that regressions learn from, series by series.</summary>
internal static class PanelRows
{
    /// <summary>For every cut and period ahead the rows whose target lies at or before the cut.</summary>
    public static IEnumerable<SeriesRows> Forecasts(SeriesBook book, ForecastPlan plan, ForecastColumns columns)
    {
        foreach (SeriesHistory series in book.Series)
        {
            for (int ahead = 1; ahead <= plan.Settings.Horizon; ahead++)
            {
                LabelledRows[] cuts = OfCuts(series, plan, columns, ahead);
                for (int cut = 0; cut < cuts.Length; cut++)
                    yield return new SeriesRows(plan.Model(cut, ahead), cuts[cut]);
            }
        }
    }

    /// <summary>One series' rows so many periods ahead, for each cut those that it may see. What is known of a target does not depend on the cut.</summary>
    public static LabelledRows[] OfCuts(SeriesHistory series, ForecastPlan plan, ForecastColumns columns, int ahead)
    {
        int[] periods = Periods(series, plan.FirstTarget(0), plan.Cuts[plan.LastCut]);
        LabelledRows all = Rows(series, periods, columns.Width, (period, into) => columns.Fill(series, period, ahead, series.At(period), into));
        return [.. Enumerable.Range(0, plan.Cuts.Length).Select(cut => Part(all, periods, plan.FirstTarget(cut), plan.Cuts[cut]))];
    }

    /// <summary>All known rows up to the end, with what is known of their periods and a straight trend.</summary>
    public static IEnumerable<SeriesRows> Effects(SeriesBook book, ForecastPlan plan, EffectColumns columns)
    {
        double span = Math.Max(1, plan.Calendar.Last - plan.Calendar.First);
        foreach (SeriesHistory series in book.Series)
        {
            yield return new SeriesRows(0, Rows(series, Periods(series, plan.FirstTarget(plan.LastCut), plan.Calendar.Last), columns.Width + 1, (period, into) =>
            {
                columns.Fill(series.Name, period, series.At(period), into);
                into[^1] = (float)Math.Clamp((period - plan.Calendar.First) / span, -1, 1);
            }));
        }
    }

    private delegate void Fill(int period, Span<float> into);

    private static int[] Periods(SeriesHistory series, int first, int last) =>
        [.. Enumerable.Range(0, series.Values.Length).Select(at => series.First + at).Where(period => period >= first && period <= last && !double.IsNaN(series[period]))];

    private static LabelledRows Rows(SeriesHistory series, int[] periods, int width, Fill fill)
    {
        var features = new float[periods.Length * width];
        for (int row = 0; row < periods.Length; row++)
            fill(periods[row], features.AsSpan(row * width, width));
        return new LabelledRows(features, width, Array.ConvertAll(periods, period => (float)series[period]));
    }

    private static LabelledRows Part(LabelledRows all, int[] periods, int first, int last)
    {
        int from = periods.Count(period => period < first), rows = periods.Count(period => period >= first && period <= last);
        return new LabelledRows(all.Features.Slice(from * all.Columns, rows * all.Columns), all.Columns, all.Labels.Slice(from, rows));
    }
}
