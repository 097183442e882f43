namespace Federated.Learning.Forecasting;

/// <summary>First states of an exponential smoothing: seasonal means about the mean of the first seasons, and a line through the first values.</summary>
internal sealed class SmoothingStart
{
    private const int LineValues = 10;

    public SmoothingStart(double[] values, SmoothingForm form)
    {
        int season = Math.Max(1, form.Season);
        Season = new double[season];
        double[] head = [.. values.Take(season > 1 ? 2 * season : values.Length)];
        double mean = Mean(head);
        for (int place = 0; season > 1 && place < season; place++)
        {
            double own = Mean([.. head.Where((_, period) => period % season == place)]);
            Season[place] = double.IsNaN(own) ? 0 : own - mean;
        }

        (double X, double Y)[] points = [.. values.Select((value, period) => ((double)period, value - Season[period % season])).Where(point => !double.IsNaN(point.Item2)).Take(Math.Max(LineValues, 2 * season))];
        double middle = points.Average(point => point.X), height = points.Average(point => point.Y);
        double spread = points.Sum(point => (point.X - middle) * (point.X - middle));
        Trend = form.Trend == TrendKind.None || spread == 0 ? 0 : points.Sum(point => (point.X - middle) * (point.Y - height)) / spread;
        Level = form.Trend == TrendKind.None ? height : height - (Trend * (middle + 1));
    }

    public double Level { get; }

    public double Trend { get; }

    public double[] Season { get; }

    private static double Mean(double[] values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        return known.Length > 0 ? known.Average() : double.NaN;
    }
}
