using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Joint quantiles of the trees' inputs, between which they split.</summary>
internal sealed class TreeBinStage(ForecastContext context, CalendarStage calendar) : Stage<QuantileState, IColumnSums>("bins")
{
    // 2⁻¹⁶ of the range is reached in three; a node that drops out may cost another.
    private const int UsualRounds = 4;

    public override int MostRounds => UsualRounds;

    public ForecastPlan Plan(TaskState state) => calendar.Plan(state);

    public TreeColumns Columns(TaskState state) => new(context, Plan(state));

    public BinMapper Mapper(TaskState state)
    {
        QuantileState quantiles = Of(state);
        TreeColumns columns = Columns(state);
        return new BinMapper(Enumerable.Range(0, columns.Width).Select(column => column < columns.Numbers
            ? Numerical(quantiles, TreeColumns.NameOf(column))
            : ColumnBins.Categorical([.. Enumerable.Range(0, Math.Min(context.Fields.Series[column - columns.Numbers].Values.Count, ColumnBins.MaximumBins))])));
    }

    protected override IComputation<QuantileState, IColumnSums> Computation(TaskState state) => new FederatedQuantiles();

    protected override QuantileState Start(TaskState before) => QuantileState.Begin(PlanOf(before));

    protected override QuantileState Read(ModelSnapshot part, TaskState state) => QuantileSnapshot.Read(part, PlanOf(state));

    protected override ModelSnapshot Write(QuantileState state) => QuantileSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data)
    {
        TreeColumns columns = Columns(state);
        TableColumns declared = columns.Declared;
        return new ColumnBatches(declared, columns.Rows(context.Book(data.Rows)).Select(rows => Batch(rows, columns, declared)));
    }

    private static ColumnBatch Batch(TreeRows rows, TreeColumns columns, TableColumns declared) => new(
        declared, rows.Table.Rows,
        Enumerable.Range(0, columns.Numbers).Select(column => (ReadOnlyMemory<double>)Enumerable.Range(0, rows.Table.Rows).Select(row => (double)rows.Table.Features.Span[(row * columns.Width) + column]).ToArray()),
        []);

    private QuantilePlan PlanOf(TaskState state)
    {
        int bins = context.Job.Model.Bins;
        return new QuantilePlan(Columns(state).Declared, Enumerable.Range(1, bins - 1).Select(edge => (double)edge / bins));
    }

    private ColumnBins Numerical(QuantileState quantiles, string name)
    {
        int bins = context.Job.Model.Bins;
        var edges = new List<float>();
        for (int edge = 1; edge < bins; edge++)
        {
            float value = (float)quantiles.Of(name, (double)edge / bins).Value;
            if (float.IsFinite(value) && value < 1 && (edges.Count == 0 || value > edges[^1]))
                edges.Add(value);
        }

        return ColumnBins.Numerical([.. edges]);
    }
}
