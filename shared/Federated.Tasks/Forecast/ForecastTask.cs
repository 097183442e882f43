using System.Globalization;
using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>
/// What will be sold in the coming periods, series by series. A row is what one series (a store, a product, both) sold in one period. Six rounds, all exact sums: which periods there are; what prices and promotions do (regression with
/// a level for each series that stays local), and how sure that is; a ridge regression for each period ahead and each cut of a rolling-origin backtest, all in one round; how far these were off, for bands; and the backtest, in which
/// every partner compares the joint model with its own and with baselines, and chooses. Boosted trees take a round for each level more, recurrent networks one for each round of training. The split of <c>evaluation:</c> is not used: here the past ends at cuts that are the same for all.
/// </summary>
internal sealed class ForecastTask : StagedTask
{
    private static readonly IReadOnlyList<TaskOption> Options =
    [
        TaskOption.Names(ForecastFields.PeriodKey, "The field that tells the period, a date or an integer; by default the one called so, or else the first date."),
        TaskOption.Choice(ForecastFields.StepKey, "Length of a period that a date tells.", ["day", "week", "month"], "week"),
        TaskOption.Names(ForecastFields.SeriesKey, "The fields that name a series: categories, or the id; by default the id and all categories."),
        TaskOption.Names(ForecastFields.PriceKey, "The field with the price, which counts by its logarithm; by default the one called so, if there is one."),
        TaskOption.Names(ForecastFields.PriceByKey, "A category that names a series, by whose values the price counts; by default the price counts for all alike."),
        TaskOption.WholeNumber(ForecastSettings.HorizonKey, "Periods ahead.", 1, 104, 8),
        TaskOption.WholeNumber(ForecastSettings.SeasonKey, "Periods of a season; 0 for none.", 0, 400, 52),
        TaskOption.WholeNumber(ForecastSettings.ShortSeasonKey, "Periods of a short season within the other; 0 for 7 where periods are days of a date, else none.", 0, 60, 0),
        TaskOption.WholeNumber(ForecastSettings.HarmonicsKey, "Waves of the long season.", 0, 6, 2),
        TaskOption.WholeNumber(ForecastSettings.TestsKey, "Cuts of the backtest, a horizon apart.", 1, 10, 2),
        TaskOption.WholeNumber(ForecastSettings.ValidationsKey, "Cuts before those, for choosing models and for the bands; 0 for as many, up to 4, as leave half of the periods to learn from.", 0, 10, 0),
        TaskOption.WholeNumber(ForecastSettings.WindowKey, "Most periods before a cut that models learn from; 0 for all.", 0, 10_000, 0),
        TaskOption.Number(ForecastSettings.ShrinkageKey, "Rows' worth by which a series' level is drawn to the common one.", new NumberRange(0, 1e6), 10),
    ];

    private readonly ForecastContext _context;
    private readonly ForecastStages _stages;

    /// <exception cref="ArgumentException">The contract lacks a period, or its label or its options do not fit.</exception>
    public ForecastTask(JobSpec job)
        : base(job)
    {
        if (job.Contract.Label is not { Minimum: >= 0, Maximum: > 0 })
            throw new ArgumentException("The label of the contract accepts amounts below 0, or none above it; a forecast is of amounts from 0 on. Set its 'min' and 'max'.", nameof(job));
        _context = new ForecastContext(job);
        if (_context.Fields.Period.Count > FederatedCalendar.MostPeriods)
            throw new ArgumentException($"Field '{_context.Fields.Period.Name}' accepts {_context.Fields.Period.Count} periods; {FederatedCalendar.MostPeriods} are possible. Narrow its 'min' and 'max', or set 'options: {{step: week}}'.", nameof(job));
        _stages = new ForecastStages(_context);
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "forecast",
        Summary = "What will be sold in the coming periods, and what prices and promotions do to it.",
        Labels = [LabelKind.Number],
        Models = [ModelKind.Linear, ModelKind.BoostedTrees, ModelKind.Gru],
        Rows = RowKind.Events,
        Options = Options,
    };

    protected override IEnumerable<IStage> Course() => _stages.All;

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        progress = progress with { Rows = IsPast(state, _stages.Calendar) ? _stages.Calendar.Plan(state).Calendar.Rows : 0 };
        IReadOnlyList<Effect> effects = IsPast(state, _stages.Errors) ? Effects(state) : [];
        if (!IsPast(state, _stages.Backtest) || _stages.Backtest.Of(state).Result is not { } result)
            return progress with { Figures = [.. ForecastFigures.Of(effects)] };
        _ = _stages.Forecasts(state, null);
        return progress with { Figures = [.. ForecastFigures.Of(result), .. ForecastFigures.Of(effects)], Headline = ForecastFigures.Headline(result, effects) };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport common = base.Present(state, memory, rows);
        if (!IsPast(state, _stages.Backtest) || _stages.Backtest.Of(state).Result is not { } joint)
            return common;
        ForecastPlan plan = _stages.Calendar.Plan(state);
        OwnForecasts forecasts = _stages.Forecasts(state, MemoryOf(memory, _stages.Backtest));
        SeriesBook? book = rows is null ? null : _context.Book(rows);
        BacktestResult? own = book is null or { Series.IsEmpty: true } ? null : _stages.Backtest.Own(state, _stages.CandidatesOf(state, book));
        IReadOnlyList<Effect> ownEffects = book is null or { Series.IsEmpty: true } ? [] : OwnEffects(state, book);
        return common with
        {
            Title = "What will be sold in the coming periods",
            Sections =
            [
                .. OutlookSections.Of(_context, plan, forecasts),
                .. BacktestSections.Of(_context, joint, own, forecasts.Chosen, _context.Job.Model.Kind),
                .. EffectSection.Of(Effects(state), ownEffects),
            ],
        };
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        ForecastPlan plan = _stages.Calendar.Plan(state);
        OwnForecasts forecasts = _stages.Forecasts(state, MemoryOf(memory, _stages.Backtest));
        int last = plan.Cuts[plan.LastCut], horizon = plan.Settings.Horizon;
        double[][] columns = [.. _context.Fields.Regressors.Select(regressor => regressor.Column(table))];
        int[] periods = [.. table.Numbers(_context.Fields.Period.Name).ToArray().Select(_context.Fields.Period.Of)];
        var said = new BandedForecast[table.RowCount];
        var targets = new int[table.RowCount];
        for (int row = 0; row < said.Length; row++)
        {
            // A row of the last horizon stands for the period one horizon later, to which the last known plan is carried; a later row is its own plan.
            bool isPlan = periods[row] > last;
            targets[row] = isPlan ? periods[row] : periods[row] + horizon;
            int place = row;
            said[row] = periods[row] < 0 ? BandedForecast.None : forecasts.Of(_context.Fields.NameOf(table, row), targets[row] - last, isPlan ? [.. columns.Select(column => column[place])] : null);
        }

        string Words(int row, Func<string> words) => double.IsNaN(said[row].Mean) ? "" : words();
        ScoreColumn Column(string name, Func<BandedForecast, double> number) => new(name, [.. said.Select(number)]);
        return new ScoredRows(
            [
                Column("forecast", each => each.Mean), Column("low", each => each.Low), Column("median", each => each.Median), Column("high", each => each.High),
                new("period", [.. targets.Select((target, row) => Words(row, () => _context.Fields.Period.Words(target)))]),
                new("series", [.. Enumerable.Range(0, said.Length).Select(row => Words(row, () => _context.Fields.Words(_context.Fields.NameOf(table, row))))]),
                new("basis", [.. periods.Select((period, row) => Words(row, () => period > last ? "plan" : "carried"))]),
            ],
            isRanking: false)
        {
            Uses = [.. periods.Select((period, row) => double.IsNaN(said[row].Mean) ? RowUse.Background : period > last ? RowUse.Result : RowUse.Substitute)],
        };
    }

    private IReadOnlyList<Effect> Effects(TaskState state) => EffectTable.Of(_context, _stages.EffectsOf(state), _stages.Effects.Fitted(state).Fits[0].Weights, _stages.Errors.Of(state).Errors);

    private IReadOnlyList<Effect> OwnEffects(TaskState state, SeriesBook book)
    {
        PanelFit fit = _stages.Effects.Own(state, book).Fits[0];
        return EffectTable.Of(_context, _stages.EffectsOf(state), fit.Weights, _stages.Errors.Own(state, fit, book).Errors);
    }
}
