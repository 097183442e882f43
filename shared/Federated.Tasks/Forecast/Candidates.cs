using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;

namespace Federated.Tasks.Forecast;

/// <summary>All models of one partner on its series, each with the bands of its errors after the validation cuts, and the one that is to be used.</summary>
internal sealed class Candidates
{
    public static readonly int Count = Enum.GetValues<CandidateKind>().Length;

    private readonly ForecastContext _context;
    private readonly ForecastPlan _plan;
    private readonly SeriesBook _book;
    private readonly IForecaster[] _models;
    private readonly AheadBands[] _bands;
    private readonly Dictionary<(int Cut, int Place), double> _steps = [];

    /// <param name="context">What the job says.</param>
    /// <param name="plan">The cuts.</param>
    /// <param name="book">The partner's series.</param>
    /// <param name="models">By kind.</param>
    /// <param name="joint">Bands of the joint model, from all partners' errors.</param>
    public Candidates(ForecastContext context, ForecastPlan plan, SeriesBook book, IForecaster[] models, ResidualBands joint)
    {
        (_context, _plan, _book, _models) = (context, plan, book, models);
        (int Period, int Ahead, double Error, double Amount)[][] errors = [.. Enum.GetValues<CandidateKind>().Select(kind => ErrorsOf(kind).ToArray())];
        _bands = [.. errors.Select((own, kind) => kind == (int)CandidateKind.Joint ? AheadBands.Of(joint, plan.Settings.Horizon) : AheadBands.Of(own.Select(error => (error.Ahead, error.Error)), plan.Settings.Horizon, plan.Validations))];
        Chosen = CandidateChoice.Of([.. errors.Select(own => own.Select(error => (error.Period, Math.Abs(error.Amount))).ToArray())]);
    }

    /// <summary>The one that <see cref="CandidateChoice"/> takes by the errors after the validation cuts.</summary>
    public CandidateKind Chosen { get; }

    public IForecaster this[CandidateKind kind] => _models[(int)kind];

    public AheadBands Bands(CandidateKind kind) => _bands[(int)kind];

    /// <summary>What all candidates, and last the chosen one, said after the test cuts.</summary>
    public ModelOutcomes Outcomes()
    {
        IReadOnlyList<ForecastOutcome>[] outcomes = [.. Enum.GetValues<CandidateKind>().Select(Outcomes)];
        return new ModelOutcomes([.. outcomes, outcomes[(int)Chosen]], (int)Chosen);
    }

    /// <summary>The errors of the joint model after the validation cuts.</summary>
    public static IEnumerable<ForecastError> JointErrors(ForecastContext context, ForecastPlan plan, SeriesBook book, IForecaster joint)
    {
        foreach ((int cut, int place, int ahead) in Places(plan, book, plan.ValidationCuts))
        {
            SeriesHistory series = book.Series[place];
            int period = plan.Cuts[cut] + ahead;
            yield return new ForecastError(ahead, (series[period] - joint.Of(cut, series, place, ahead, series.At(period))) * context.Unit);
        }
    }

    private static IEnumerable<(int Cut, int Place, int Ahead)> Places(ForecastPlan plan, SeriesBook book, IEnumerable<int> cuts) =>
        from cut in cuts
        from place in Enumerable.Range(0, book.Series.Length)
        from ahead in Enumerable.Range(1, plan.Settings.Horizon)
        where !double.IsNaN(book.Series[place][plan.Cuts[cut] + ahead])
        select (cut, place, ahead);

    private IReadOnlyList<ForecastOutcome> Outcomes(CandidateKind kind)
    {
        var outcomes = new List<ForecastOutcome>();
        foreach ((int cut, int place, int ahead) in Places(_plan, _book, _plan.TestCuts))
        {
            SeriesHistory series = _book.Series[place];
            double actual = series[_plan.Cuts[cut] + ahead], log = Log(kind, cut, place, ahead);
            BandedForecast said = Bands(kind).Amounts(log, ahead, _context.Most);
            outcomes.Add(new ForecastOutcome(ahead, _context.Amount(actual), said.Mean, said.Low, said.Median, said.High, (actual * _context.Unit) - log, StepOf(place, cut)));
        }

        return outcomes;
    }

    private IEnumerable<(int Period, int Ahead, double Error, double Amount)> ErrorsOf(CandidateKind kind)
    {
        foreach ((int cut, int place, int ahead) in Places(_plan, _book, _plan.ValidationCuts))
        {
            double actual = _book.Series[place][_plan.Cuts[cut] + ahead], log = Log(kind, cut, place, ahead);
            yield return (_plan.Cuts[cut] + ahead, ahead, (actual * _context.Unit) - log, _context.Amount(actual) - _context.Amount(log / _context.Unit));
        }
    }

    // The candidate's own forecast, or that of the partner's regressions where a series is too short for it.
    private double Log(CandidateKind kind, int cut, int place, int ahead)
    {
        SeriesHistory series = _book.Series[place];
        double[] regressors = series.At(_plan.Cuts[cut] + ahead);
        double said = this[kind].Of(cut, series, place, ahead, regressors);
        return (double.IsNaN(said) ? this[CandidateKind.Own].Of(cut, series, place, ahead, regressors) : said) * _context.Unit;
    }

    private double StepOf(int place, int cut)
    {
        if (!_steps.TryGetValue((cut, place), out double step))
        {
            double[] past = [.. BaselineForecaster.Past(_book.Series[place], _plan.Cuts[cut]).Select(value => double.IsNaN(value) ? double.NaN : _context.Amount(value))];
            _steps[(cut, place)] = step = SeasonalNaive.Step(past, _plan.Settings.BaselineSeason);
        }

        return step;
    }
}
