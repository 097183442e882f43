using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>Joint quantiles of some numeric columns of the training rows, by histograms that are refined over a few rounds.</summary>
/// <param name="name">The stage's name.</param>
/// <param name="wanted">The numeric columns, a part of those of the features.</param>
/// <param name="probabilities">Strictly ascending, of every column.</param>
/// <param name="columns">Columns of the features.</param>
/// <param name="rows">A node's rows by part.</param>
internal sealed class QuantileStage(string name, IReadOnlyList<string> wanted, IEnumerable<double> probabilities, PlanColumns columns, PartRows rows)
    : Stage<QuantileState, IColumnSums>(name)
{
    // 2⁻¹⁶ of the range is reached in three; a node that drops out may cost another.
    private const int UsualRounds = 4;

    private readonly QuantilePlan _plan = new(new TableColumns(columns.Columns.Numeric.Where(column => wanted.Contains(column.Name, StringComparer.Ordinal)), []), probabilities);

    public override int MostRounds => UsualRounds;

    protected override IComputation<QuantileState, IColumnSums> Computation(TaskState state) => new FederatedQuantiles();

    protected override QuantileState Start(TaskState before) => QuantileState.Begin(_plan);

    protected override QuantileState Read(ModelSnapshot part, TaskState state) => QuantileSnapshot.Read(part, _plan);

    protected override ModelSnapshot Write(QuantileState state) => QuantileSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data) => new ColumnBatches(_plan.Columns, rows.Batches(data.Rows, RowPart.Training).Select(BatchOf));

    private ColumnBatch BatchOf(LocalTable table)
    {
        ColumnBatch all = columns.BatchOf(table);
        return new ColumnBatch(_plan.Columns, all.Rows, _plan.Columns.Numeric.Select(column => all.Numeric[columns.Columns.Numeric.IndexOf(column)]), []);
    }
}
