using Federated.Computations;
using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>How sure the effects are.</summary>
internal sealed class EffectErrorStage(ForecastContext context, CalendarStage calendar, PanelStage effects) : Stage<ScoreErrorState, IPanelSums>("effect_errors")
{
    public override int MostRounds => 1;

    /// <summary>The same for effects that one partner's series have alone.</summary>
    public ScoreErrorState Own(TaskState state, PanelFit fit, SeriesBook book) =>
        OwnRows.Alone(new FederatedClusteredErrors(), Start(state) with { Fit = fit }, effects.Sums(state, book));

    protected override IComputation<ScoreErrorState, IPanelSums> Computation(TaskState state) => new FederatedClusteredErrors();

    protected override ScoreErrorState Start(TaskState before) => new(effects.Fitted(before).Fits[0], calendar.RowBound(before), context.Fields.Period.Count);

    protected override ScoreErrorState Read(ModelSnapshot part, TaskState state) => ScoreErrorSnapshot.Read(part, Start(state));

    protected override ModelSnapshot Write(ScoreErrorState state) => ScoreErrorSnapshot.Write(state);

    protected override IPanelSums Data(TaskState state, TaskData data) => effects.Sums(state, context.Book(data.Rows));
}
