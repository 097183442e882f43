using System.Collections.Immutable;

namespace Federated.Learning.Forecasting;

/// <summary>
/// Exponential smoothing with additive errors as a state space model: ETS(A,N,N), (A,A,N), (A,Ad,N) and their additive seasons (Hyndman, Koehler, Ord and Snyder 2008,
/// "Forecasting with Exponential Smoothing", chapters 2 and 5). With yₜ = ℓ + φb + s + e the states move by ℓ ← ℓ + φb + αe, b ← φb + βe, s ← s + γe. The first
/// states come from the first observations; α, β, γ, φ minimise the sum of squared one-step errors, which is the maximum of the Gaussian likelihood given those states; among forms the corrected AIC chooses. A
/// period without a value moves no state but by the trend: gaps cost nothing but their information.
/// </summary>
public sealed class ExponentialSmoothing
{
    private const int LeastValues = 8;
    private readonly ImmutableArray<double> _season;
    private readonly double _level;
    private readonly double _trend;
    private readonly int _next;

    private ExponentialSmoothing(SmoothingForm form, SmoothingRun run)
    {
        (Form, Weights, Criterion) = (form, [.. run.Weights], run.Criterion);
        (_level, _trend, _season, _next) = (run.Level, run.Trend, [.. run.Season], run.Next);
        (Squares, Values) = (run.Squares, run.Values);
    }

    /// <summary>Its components.</summary>
    public SmoothingForm Form { get; }

    /// <summary>α of the level, then β and φ of the trend and γ of the season, as far as there are such.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Sum of squared one-step errors.</summary>
    public double Squares { get; }

    /// <summary>Values that were fitted.</summary>
    public int Values { get; }

    /// <summary>Corrected AIC; lower is better.</summary>
    public double Criterion { get; }

    /// <summary>Fits the form that the corrected AIC prefers.</summary>
    /// <param name="history">A value a period, the oldest first; NaN where there is none.</param>
    /// <param name="season">Periods of a season; forms with one are tried when the history spans two of them. 1 for none.</param>
    /// <returns>Null when fewer than 8 values are known.</returns>
    public static ExponentialSmoothing? Choose(ReadOnlySpan<double> history, int season)
    {
        double[] values = history.ToArray();
        int known = values.Count(value => !double.IsNaN(value));
        if (known < LeastValues)
            return null;
        IEnumerable<int> seasons = season > 1 && values.Length >= 2 * season && known >= season + LeastValues ? [1, season] : [1];
        return seasons.SelectMany(each => Enum.GetValues<TrendKind>().Select(trend => Fit(values, new SmoothingForm(trend, each)))).MinBy(fit => fit.Criterion);
    }

    /// <summary>Fits one form.</summary>
    /// <param name="history">A value a period, the oldest first; NaN where there is none; at least one value.</param>
    /// <param name="form">Which components.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static ExponentialSmoothing Fit(ReadOnlySpan<double> history, SmoothingForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        double[] values = history.ToArray();
        if (Array.TrueForAll(values, double.IsNaN))
            throw new ArgumentException("The history holds no value to smooth.", nameof(history));
        var start = new SmoothingStart(values, form);
        double[] best = SimplexSearch.Minimise(weights => SmoothingRun.Of(values, form, start, weights).Squares, SmoothingRun.StartOf(form), SmoothingRun.Least, SmoothingRun.MostOf(form));
        return new ExponentialSmoothing(form, SmoothingRun.Of(values, form, start, best));
    }

    /// <summary>Expected values of the periods after the history.</summary>
    /// <param name="horizon">Periods ahead, 1 or more.</param>
    public double[] Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var forecast = new double[horizon];
        double damping = Form.Trend == TrendKind.Damped ? Weights[2] : 1, slope = 0, power = 1;
        for (int ahead = 0; ahead < horizon; ahead++)
        {
            power *= damping;
            slope += power * _trend;
            forecast[ahead] = _level + slope + (Form.Season > 1 ? _season[(_next + ahead) % Form.Season] : 0);
        }

        return forecast;
    }
}
