using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>The stages of a forecast job in their order, and the models that come out of them.</summary>
internal sealed class ForecastStages
{
    // So little that effects are those of least squares, and columns that depend on others still have a solution.
    private const double EffectPenalty = 1e-3;

    private readonly ForecastContext _context;

    public ForecastStages(ForecastContext context)
    {
        _context = context;
        Calendar = new CalendarStage(context);
        Effects = new PanelStage(
            "effects", context, state => new PanelOptions { Columns = EffectsOf(state).Width + 1, RowBound = Calendar.RowBound(state), Penalty = EffectPenalty },
            (state, book) => PanelRows.Effects(book, Calendar.Plan(state), EffectsOf(state)));
        Errors = new EffectErrorStage(context, Calendar, Effects);
        Regression = new PanelStage("regression", context, OptionsOf, (state, book) => PanelRows.Forecasts(book, Calendar.Plan(state), ColumnsOf(state)));
        if (context.Job.Model.Kind != ModelKind.Linear)
            Bins = new InputQuantileStage(context, Calendar);
        if (context.Job.Model.Kind == ModelKind.BoostedTrees)
            Trees = new TreeStage(context, Bins!);
        if (context.Job.Model.Kind == ModelKind.Gru)
            Networks = NetworkStage.ForEachTrainedCut(context, Bins!);

        Calibration = new CalibrationStage(context, this);
        Backtest = new BacktestStage(context, this);
    }

    public CalendarStage Calendar { get; }

    /// <summary>What prices, promotions and the like do, series by series.</summary>
    public PanelStage Effects { get; }

    public EffectErrorStage Errors { get; }

    /// <summary>One regression for each cut and period ahead: each period ahead trusts the past in its own measure, and all of them fit into one round.</summary>
    public PanelStage Regression { get; }

    public InputQuantileStage? Bins { get; }

    public TreeStage? Trees { get; }

    /// <summary>One after the other, each going on where the one before it ended.</summary>
    public IReadOnlyList<NetworkStage> Networks { get; } = [];

    public CalibrationStage Calibration { get; }

    public BacktestStage Backtest { get; }

    public IEnumerable<IStage> All => new IStage?[] { Calendar, Effects, Errors, Regression, Bins, Trees }.Concat(Networks).Append(Calibration).Append(Backtest).OfType<IStage>();

    public EffectColumns EffectsOf(TaskState state) => new(_context.Fields, Calendar.Plan(state));

    public ForecastColumns ColumnsOf(TaskState state) => new(_context.Fields, Calendar.Plan(state));

    /// <summary>The joint regressions with the levels of a partner's series.</summary>
    public PanelForecaster Linear(TaskState state, SeriesBook book, double[]? levels = null) =>
        new(Regression.Fitted(state).Fits, Calendar.Plan(state), ColumnsOf(state), book) { LastLevels = levels };

    /// <summary>What the job trains jointly.</summary>
    public IForecaster Joint(TaskState state, SeriesBook book) => Learnt(state) ?? Linear(state, book);

    /// <summary>All models of a partner; its own are trained here.</summary>
    public Candidates CandidatesOf(TaskState state, SeriesBook book)
    {
        ForecastPlan plan = Calendar.Plan(state);
        (int season, int horizon) = (_context.Settings.BaselineSeason, _context.Settings.Horizon);
        PanelForecaster linear = Linear(state, book), own = Own(state, Regression.Own(state, book), book);
        IForecaster[] models =
        [
            Learnt(state) ?? linear, linear, own,
            new BaselineForecaster(plan, past => ForecastContext.Smoothed(past, season, horizon)), new BaselineForecaster(plan, past => SeasonalNaive.Forecast(past, season, horizon)),
        ];
        return new Candidates(_context, plan, book, models, Calibration.Bands(state));
    }

    /// <summary>Regressions of a partner's series alone with their levels.</summary>
    private PanelForecaster Own(TaskState state, PanelState fitted, SeriesBook book, double[]? levels = null) =>
        new(fitted.Fits, Calendar.Plan(state), ColumnsOf(state), book) { LastLevels = levels };

    /// <summary>A partner's forecasts to come.</summary>
    /// <param name="state">A state with a backtest.</param>
    /// <param name="kept">What the node kept; null when it took no part.</param>
    public OwnForecasts Forecasts(TaskState state, ModelSnapshot? kept)
    {
        ForecastPlan plan = Calendar.Plan(state);
        AheadBands bands = AheadBands.Of(Calibration.Bands(state), plan.Settings.Horizon);
        ForecastMemory? memory = kept is null ? null : ForecastMemory.Read(kept, _context, plan);
        SeriesBook book = memory?.Book ?? new SeriesBook([]);
        IForecaster joint = Joint(state, book);
        if (memory is null)
            return new OwnForecasts(_context, plan, book, CandidateKind.Joint, (joint, bands), (joint, bands));
        IForecaster own = memory.Chosen switch
        {
            CandidateKind.Joint => Bins is null ? Linear(state, book, memory.Levels) : joint,
            CandidateKind.Linear => Linear(state, book, memory.Levels),
            CandidateKind.Own => Own(state, OwnFits(state, plan, memory), book, memory.Levels),
            _ => new KeptForecaster(memory.Levels, plan.Settings.Horizon),
        };
        return new OwnForecasts(_context, plan, book, memory.Chosen, (own, memory.Bands), (joint, bands));
    }

    // Trees or networks keep nothing of a partner's series; null where regressions are all that the job trains.
    private IForecaster? Learnt(TaskState state) => Trees?.Forecaster(state) ?? (Networks.Count > 0 ? NetworkStage.Forecaster(Networks, state) : null);

    public PanelOptions OptionsOf(TaskState state)
    {
        ForecastPlan plan = Calendar.Plan(state);
        return new PanelOptions
        {
            Models = plan.Cuts.Length * plan.Settings.Horizon,
            Columns = ColumnsOf(state).Width,
            RowBound = Calendar.RowBound(state),
            Penalty = _context.Job.Model.Penalty,
            Shrinkage = plan.Settings.Shrinkage,
        };
    }

    // Only the fits of the last cut are kept: the others are of no use any more.
    private PanelState OwnFits(TaskState state, ForecastPlan plan, ForecastMemory memory)
    {
        PanelState joint = Regression.Fitted(state);
        int width = joint.Options.Columns + 1;
        if (memory.Slopes.Length != width * plan.Settings.Horizon)
            throw new TaskStateException($"What this node kept of the job has {memory.Slopes.Length} slopes instead of {width * plan.Settings.Horizon}; it is of another job.");
        PanelFit[] fits = [.. joint.Fits];
        for (int ahead = 1; ahead <= plan.Settings.Horizon; ahead++)
        {
            double[] slopes = memory.Slopes[((ahead - 1) * width)..(ahead * width)];
            fits[plan.Model(plan.LastCut, ahead)] = new PanelFit([.. slopes[1..]], slopes[0], double.NaN, 0);
        }

        return joint with { Fits = [.. fits] };
    }
}
