using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Forecast;

/// <summary>The series of one partner. Rows of the same series and period are added up, their regressors averaged.</summary>
internal sealed class SeriesBook
{
    private readonly Dictionary<SeriesName, int> _places;

    public SeriesBook(IEnumerable<SeriesHistory> series)
    {
        Series = [.. series];
        _places = Series.Select((each, place) => (each.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
    }

    public ImmutableArray<SeriesHistory> Series { get; }

    /// <summary>The place of a series; −1 of one that is not known.</summary>
    public int PlaceOf(SeriesName name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Reads all rows, in whatever order they come.</summary>
    /// <param name="fields">Which field is what.</param>
    /// <param name="rows">With labels; those without a period are left out.</param>
    /// <param name="unit">Logarithm of one plus the largest amount.</param>
    public static SeriesBook Read(ForecastFields fields, ITaskRows rows, double unit)
    {
        var found = new Dictionary<SeriesName, List<(int Period, double Amount, double[] Regressors)>>();
        foreach (LocalTable table in rows.Batches())
        {
            double[][] columns = [.. fields.Regressors.Select(regressor => regressor.Column(table))];
            ReadOnlySpan<double> periods = table.Numbers(fields.Period.Name);
            for (int row = 0; row < table.RowCount; row++)
            {
                if (fields.Period.Of(periods[row]) is not (>= 0 and var period) || !table.HasLabels)
                    continue;
                ref List<(int, double, double[])>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(found, fields.NameOf(table, row), out _);
                int place = row;
                (list ??= []).Add((period, table.Labels[row], [.. columns.Select(column => column[place])]));
            }
        }

        // In an order that does not depend on that of the rows.
        return new SeriesBook(found.OrderBy(pair => pair.Key.Key).ThenBy(pair => string.Join(',', pair.Key.Codes), StringComparer.Ordinal).Select(pair => History(fields, pair.Key, pair.Value, unit)));
    }

    private static SeriesHistory History(ForecastFields fields, SeriesName name, List<(int Period, double Amount, double[] Regressors)> rows, double unit)
    {
        int first = rows.Min(row => row.Period), length = rows.Max(row => row.Period) - first + 1, width = fields.Regressors.Length;
        var values = new double[length];
        Array.Fill(values, double.NaN);
        var sums = new double[width][];
        var counts = new int[width][];
        for (int column = 0; column < width; column++)
            (sums[column], counts[column]) = (new double[length], new int[length]);
        foreach ((int period, double amount, double[] regressors) in rows)
        {
            int at = period - first;
            values[at] = (double.IsNaN(values[at]) ? 0 : values[at]) + Math.Max(0, amount);
            for (int column = 0; column < width; column++)
            {
                if (double.IsNaN(regressors[column]))
                    continue;
                sums[column][at] += regressors[column];
                counts[column][at]++;
            }
        }

        for (int at = 0; at < length; at++)
        {
            values[at] = double.IsNaN(values[at]) ? double.NaN : Math.Min(1, Math.Log(1 + values[at]) / unit);
            for (int column = 0; column < width; column++)
                sums[column][at] = counts[column][at] > 0 ? sums[column][at] / counts[column][at] : double.NaN;
        }

        return new SeriesHistory(name, first, values, sums, fields.Price);
    }
}
