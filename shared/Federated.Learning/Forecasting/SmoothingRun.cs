namespace Federated.Learning.Forecasting;

/// <summary>One pass of an exponential smoothing over a history.</summary>
internal sealed record SmoothingRun(double[] Weights, double Level, double Trend, double[] Season, int Next, double Squares, int Values, double Criterion)
{
    public const double Least = 1e-4;
    private const double LeastDamping = 0.8, MostDamping = 0.98, Most = 0.9999;

    // The weights of level, trend and season begin small, the damping near one.
    public static double[] StartOf(SmoothingForm form) =>
        [0.3, .. form.Trend == TrendKind.None ? Array.Empty<double>() : [0.05], .. form.Trend == TrendKind.Damped ? new[] { 0.9 } : [], .. form.Season > 1 ? new[] { 0.05 } : []];

    public static double[] MostOf(SmoothingForm form) =>
        [Most, .. form.Trend == TrendKind.None ? Array.Empty<double>() : [Most], .. form.Trend == TrendKind.Damped ? new[] { MostDamping } : [], .. form.Season > 1 ? new[] { Most } : []];

    public static SmoothingRun Of(double[] values, SmoothingForm form, SmoothingStart start, double[] weights)
    {
        bool hasSeason = form.Season > 1;
        double alpha = weights[0], beta = form.Trend == TrendKind.None ? 0 : Math.Min(weights[1], alpha);
        double damping = form.Trend == TrendKind.Damped ? Math.Max(LeastDamping, weights[2]) : 1, gamma = hasSeason ? Math.Min(weights[^1], 1 - alpha) : 0;
        (double level, double trend) = (start.Level, start.Trend);
        double[] season = [.. start.Season];
        (double squares, int known) = (0, 0);
        for (int period = 0; period < values.Length; period++)
        {
            int place = hasSeason ? period % form.Season : 0;
            double ahead = level + (damping * trend);
            double error = double.IsNaN(values[period]) ? 0 : values[period] - ahead - season[place];
            known += double.IsNaN(values[period]) ? 0 : 1;
            squares += error * error;
            level = ahead + (alpha * error);
            trend = (damping * trend) + (beta * error);
            season[place] += gamma * error;
        }

        double[] used = [alpha, .. form.Trend == TrendKind.None ? Array.Empty<double>() : [beta], .. form.Trend == TrendKind.Damped ? new[] { damping } : [], .. hasSeason ? new[] { gamma } : []];
        int next = hasSeason ? values.Length % form.Season : 0;
        return new SmoothingRun(used, level, trend, season, next, squares, known, CriterionOf(squares, known, form.Parameters + 1));
    }

    private static double CriterionOf(double squares, int values, int parameters) => values - parameters - 1 > 0
        ? (values * Math.Log(Math.Max(squares, 1e-300) / values)) + (2 * parameters) + (2.0 * parameters * (parameters + 1) / (values - parameters - 1))
        : double.MaxValue;
}
