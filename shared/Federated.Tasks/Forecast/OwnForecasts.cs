namespace Federated.Tasks.Forecast;

/// <summary>Forecasts of a partner's series from the end of the common periods, by the model that it chose.</summary>
internal sealed class OwnForecasts
{
    private readonly ForecastContext _context;
    private readonly ForecastPlan _plan;
    private readonly IForecaster _model;
    private readonly IForecaster _joint;
    private readonly AheadBands _bands;
    private readonly AheadBands _jointBands;

    /// <param name="context">What the job says.</param>
    /// <param name="plan">The cuts.</param>
    /// <param name="book">The partner's series; empty when the node kept none, so that every series counts as new.</param>
    /// <param name="chosen">Which model it chose.</param>
    /// <param name="own">That model and its bands.</param>
    /// <param name="joint">The joint model, for series that are new, and its bands.</param>
    public OwnForecasts(ForecastContext context, ForecastPlan plan, SeriesBook book, CandidateKind chosen, (IForecaster Model, AheadBands Bands) own, (IForecaster Model, AheadBands Bands) joint)
    {
        (_context, _plan, Book, Chosen) = (context, plan, book, chosen);
        ((_model, _bands), (_joint, _jointBands)) = (own, joint);
    }

    public SeriesBook Book { get; }

    public CandidateKind Chosen { get; }

    /// <summary>The forecast of one period.</summary>
    /// <param name="name">The series; a new one is forecast by the joint model from what is planned.</param>
    /// <param name="ahead">Periods after the last common one.</param>
    /// <param name="planned">Regressors, NaN where the last known one is to go on; null for all of them.</param>
    /// <returns>Nothing beyond the horizon.</returns>
    public BandedForecast Of(SeriesName name, int ahead, double[]? planned)
    {
        if (ahead < 1 || ahead > _plan.Settings.Horizon)
            return BandedForecast.None;
        int place = Book.PlaceOf(name), last = _plan.Cuts[_plan.LastCut];
        SeriesHistory series = place >= 0 ? Book.Series[place] : New(name, last);
        double[] carried = series.At(last), regressors = planned is null ? carried : [.. planned.Select((value, index) => double.IsNaN(value) ? carried[index] : value)];
        double said = place >= 0 ? _model.Of(_plan.LastCut, series, place, ahead, regressors) : double.NaN;
        return double.IsNaN(said)
            ? _jointBands.Amounts(_joint.Of(_plan.LastCut, series, -1, ahead, regressors) * _context.Unit, ahead, _context.Most)
            : _bands.Amounts(said * _context.Unit, ahead, _context.Most);
    }

    private SeriesHistory New(SeriesName name, int last) => new(name, last + 1, [], [.. _context.Fields.Regressors.Select(_ => Array.Empty<double>())], _context.Fields.Price);
}
