using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>Joint quantiles of the numeric columns of the training rows, by histograms that are refined over a few rounds.</summary>
/// <param name="name">The stage's name.</param>
/// <param name="probabilities">Strictly ascending, of every column.</param>
/// <param name="columns">Columns of the features.</param>
/// <param name="rows">A node's rows by part.</param>
internal sealed class QuantileStage(string name, IEnumerable<double> probabilities, PlanColumns columns, PartRows rows)
    : Stage<QuantileState, IColumnSums>(name)
{
    // 2⁻¹⁶ of the range is reached in three; a node that drops out may cost another.
    private const int UsualRounds = 4;

    private readonly QuantilePlan _plan = new(columns.Columns, probabilities);

    public override string? InsteadOfRows => null;

    public override int MostRounds => UsualRounds;

    protected override IComputation<QuantileState, IColumnSums> Computation(TaskState state) => new FederatedQuantiles();

    protected override QuantileState Start(TaskState before) => QuantileState.Begin(_plan);

    protected override QuantileState Read(ModelSnapshot part, TaskState state) => QuantileSnapshot.Read(part, _plan);

    protected override ModelSnapshot Write(QuantileState state) => QuantileSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data) => rows.Columns(data.Rows, columns.Summed, RowPart.Training);
}
