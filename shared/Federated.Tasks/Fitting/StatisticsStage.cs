using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>Joint statistics of the training rows, in one round: counts, means, deviations, missing shares and category counts above a floor.</summary>
internal sealed class StatisticsStage(PlanColumns columns, PartRows rows) : Stage<StatisticsState, IColumnSums>("statistics")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>The joint statistics.</summary>
    /// <exception cref="TaskStateException">They are not computed yet.</exception>
    public TableStatistics Result(TaskState state) =>
        Of(state) is StatisticsComputed computed ? computed.Result : throw new TaskStateException("The job has not computed its statistics yet.");

    protected override IComputation<StatisticsState, IColumnSums> Computation(TaskState state) => new FederatedStatistics();

    protected override StatisticsState Start(TaskState before) => new StatisticsRequested(columns.Columns);

    protected override StatisticsState Read(ModelSnapshot part, TaskState state) =>
        part.Tensors.IsEmpty ? new StatisticsRequested(columns.Columns) : new StatisticsComputed(columns.Columns, StatisticsSnapshot.Read(part, columns.Columns));

    protected override ModelSnapshot Write(StatisticsState state) =>
        state is StatisticsComputed computed ? StatisticsSnapshot.Write(computed.Result) : new ModelSnapshot([]);

    protected override IColumnSums Data(TaskState state, TaskData data) =>
        rows.Columns(data.Rows, columns.Summed, RowPart.Training);
}
