using Federated.Computations;
using Federated.Computations.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Joint regressions over all partners' series, exact, in one round.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="context">What the job says.</param>
/// <param name="options">Sizes and penalties, as the state has them.</param>
/// <param name="rows">A book's rows, as the state shapes them.</param>
internal sealed class PanelStage(string name, ForecastContext context, Func<TaskState, PanelOptions> options, Func<TaskState, SeriesBook, IEnumerable<SeriesRows>> rows)
    : Stage<PanelState, IPanelSums>(name)
{
    public override int MostRounds => 1;

    /// <summary>The fits.</summary>
    /// <exception cref="TaskStateException">There are none yet.</exception>
    public PanelState Fitted(TaskState state) => Of(state) is { Fits.IsDefault: false } fitted ? fitted : throw new TaskStateException($"The job has not fitted its {Name} yet.");

    /// <summary>What the same regressions find in one partner's series alone.</summary>
    public PanelState Own(TaskState state, SeriesBook book) => OwnRows.Alone(new FederatedPanel(), Start(state), Sums(state, book));

    /// <summary>The sums of a partner's series.</summary>
    public IPanelSums Sums(TaskState state, SeriesBook book) => new PanelBatches(options(state).Columns, rows(state, book));

    protected override IComputation<PanelState, IPanelSums> Computation(TaskState state) => new FederatedPanel();

    protected override PanelState Start(TaskState before) => new(options(before));

    protected override PanelState Read(ModelSnapshot part, TaskState state) => PanelSnapshot.Read(part, options(state));

    protected override ModelSnapshot Write(PanelState state) => PanelSnapshot.Write(state);

    protected override IPanelSums Data(TaskState state, TaskData data) => Sums(state, context.Book(data.Rows));
}
