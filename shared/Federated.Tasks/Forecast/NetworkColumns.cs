using Federated.Learning.Forecasting;
using Federated.Learning.Training;

namespace Federated.Tasks.Forecast;

/// <summary>
/// The inputs of recurrent networks: the last periods before the origin (how far each value lies from the series' mean, whether it is known, and what was planned), then the inputs that trees have. All are measured in
/// spreads of all partners' inputs, so that the network's first weights suit any unit; so is what it says.
/// </summary>
internal sealed class NetworkColumns
{
    private const int Steps = 16, OfSeries = 2;
    private const double Most = 5;

    private readonly ForecastContext _context;
    private readonly ForecastPlan _plan;
    private readonly InputColumns _inputs;
    private readonly InputScale[] _scales;

    /// <param name="context">What the job says.</param>
    /// <param name="plan">The cuts.</param>
    /// <param name="inputs">Those of trees.</param>
    /// <param name="scales">One for each number among them.</param>
    public NetworkColumns(ForecastContext context, ForecastPlan plan, InputColumns inputs, InputScale[] scales)
    {
        (_context, _plan, _inputs, _scales) = (context, plan, inputs, scales);
        Architecture = new SeriesNetworkArchitecture
        {
            Steps = Steps,
            StepInputs = OfSeries + context.Fields.Regressors.Length,
            TargetInputs = inputs.Numbers + context.Fields.Series.Sum(field => field.Values.Count),
            Units = context.Job.Model.Units,
        };
    }

    public SeriesNetworkArchitecture Architecture { get; }

    // How far the last known value lies from the mean.
    private double Spread => _scales[_context.Fields.Regressors.Length].Spread;

    public void Fill(SeriesHistory series, int target, int ahead, ReadOnlySpan<double> regressors, Span<float> into)
    {
        int origin = target - ahead, next = 0;
        double level = InputColumns.Level(series, origin);
        for (int period = origin - Steps + 1; period <= origin; period++)
        {
            double value = series[period];
            into[next++] = double.IsNaN(value) ? 0 : (float)Math.Clamp((value - level) / Spread, -Most, Most);
            into[next++] = double.IsNaN(value) ? 0 : 1;
            double[] past = series.At(Math.Min(period, origin));
            for (int regressor = 0; regressor < past.Length; regressor++)
                into[next++] = double.IsNaN(value) ? 0 : Scaled(past[regressor], regressor);
        }

        var inputs = new float[_inputs.Width];
        _inputs.Fill(series, target, ahead, regressors, inputs);
        for (int column = 0; column < _inputs.Numbers; column++)
            into[next++] = Scaled(inputs[column], column);
        into[next..].Clear();
        for (int field = 0; field < _context.Fields.Series.Length; next += _context.Fields.Series[field++].Values.Count)
        {
            if (series.Name.Codes[field] >= 0)
                into[next + series.Name.Codes[field]] = 1;
        }
    }

    /// <summary>From what the network says to the scaled logarithm.</summary>
    public double Value(SeriesHistory series, int origin, float said) => InputColumns.Level(series, origin) + (Math.Clamp(said, -4 * Most, 4 * Most) * Spread);

    /// <summary>Rows to learn from: every known value up to a cut, seen from one origin.</summary>
    public LabelledRows Rows(SeriesBook book, int cut)
    {
        var features = new List<float>();
        var labels = new List<float>();
        var inputs = new float[Architecture.InputSize];
        foreach (SeriesHistory series in book.Series)
        {
            for (int period = Math.Max(series.First, _plan.FirstTarget(cut)); period <= Math.Min(series.Last, _plan.Cuts[cut]); period++)
            {
                int ahead = 1 + (period % _plan.Settings.Horizon);
                if (double.IsNaN(series[period]) || series.Window(period - ahead, 1 + _plan.Cuts[^1]).Known == 0)
                    continue;
                Fill(series, period, ahead, series.At(period), inputs);
                features.AddRange(inputs);
                labels.Add((float)Math.Clamp((series[period] - InputColumns.Level(series, period - ahead)) / Spread, -4 * Most, 4 * Most));
            }
        }

        return new LabelledRows(features.ToArray(), Architecture.InputSize, labels.ToArray());
    }

    private float Scaled(double value, int column) => double.IsNaN(value) ? 0 : (float)Math.Clamp((value - _scales[column].Centre) / _scales[column].Spread, -Most, Most);
}
