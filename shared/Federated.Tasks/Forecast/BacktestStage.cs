using Federated.Computations;
using Federated.Computations.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>
/// The rolling-origin backtest: what every model says after each test cut against what came. In the same round each partner chooses its model by what came after the validation cuts, and keeps its choice, its levels and the ends of its
/// series for the forecasts to come.
/// </summary>
internal sealed class BacktestStage(ForecastContext context, ForecastStages stages) : Stage<BacktestState, ModelOutcomes>("backtest")
{
    public override int MostRounds => 1;

    /// <summary>The same of one partner's series.</summary>
    public BacktestResult? Own(TaskState state, Candidates candidates) => candidates.Outcomes() is { Models: [{ Count: > 0 }, ..] } outcomes
        ? OwnRows.Alone(new FederatedBacktest(), Start(state), outcomes).Result
        : null;

    protected override IComputation<BacktestState, ModelOutcomes> Computation(TaskState state) => new FederatedBacktest();

    protected override BacktestState Start(TaskState before) => new(Options(before));

    protected override BacktestState Read(ModelSnapshot part, TaskState state) => BacktestSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(BacktestState state) => BacktestSnapshot.Write(state);

    protected override ModelOutcomes Data(TaskState state, TaskData data)
    {
        SeriesBook book = context.Book(data.Rows);
        Candidates candidates = stages.CandidatesOf(state, book);
        data.Memory.Current = ForecastMemory.Of(context, stages.Calendar.Plan(state), book, candidates).Write();
        return candidates.Outcomes();
    }

    private BacktestOptions Options(TaskState state) => new(Candidates.Count + 1, context.Settings.Horizon, context.Most, stages.Calendar.RowBound(state) * context.Settings.Tests);
}
