using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Quantiles;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Joint quantiles of inputs: trees split between them, networks are scaled by them.</summary>
internal sealed class InputQuantileStage(ForecastContext context, CalendarStage calendar) : Stage<QuantileState, IColumnSums>("bins")
{
    // 2⁻¹⁶ of the range is reached in three; a node that drops out may cost another.
    private const int UsualRounds = 4;

    public override int MostRounds => UsualRounds;

    public ForecastPlan Plan(TaskState state) => calendar.Plan(state);

    public InputColumns Columns(TaskState state) => new(context, Plan(state));

    public BinMapper Mapper(TaskState state)
    {
        QuantileState quantiles = Of(state);
        InputColumns columns = Columns(state);
        return new BinMapper(Enumerable.Range(0, columns.Width).Select(column => column < columns.Numbers
            ? Numerical(quantiles, InputColumns.NameOf(column))
            : ColumnBins.Categorical([.. Enumerable.Range(0, Math.Min(context.Fields.Series[column - columns.Numbers].Values.Count, ColumnBins.MaximumBins))])));
    }

    /// <summary>What each number is measured by: from the first to the last edge lie about four standard deviations.</summary>
    public InputScale[] Scales(TaskState state)
    {
        QuantileState quantiles = Of(state);
        int bins = context.Job.Model.Bins;
        double Edge(int column, int edge) => quantiles.Of(InputColumns.NameOf(column), (double)edge / bins).Value;
        return [.. Enumerable.Range(0, Columns(state).Numbers).Select(column => new InputScale(
            double.IsFinite(Edge(column, bins / 2)) ? Edge(column, bins / 2) : 0, Edge(column, bins - 1) - Edge(column, 1) is > 1e-6 and var range ? range / 4 : 1))];
    }

    protected override IComputation<QuantileState, IColumnSums> Computation(TaskState state) => new FederatedQuantiles();

    protected override QuantileState Start(TaskState before) => QuantileState.Begin(PlanOf(before));

    protected override QuantileState Read(ModelSnapshot part, TaskState state) => QuantileSnapshot.Read(part, PlanOf(state));

    protected override ModelSnapshot Write(QuantileState state) => QuantileSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data)
    {
        InputColumns columns = Columns(state);
        TableColumns declared = columns.Declared;
        return new ColumnBatches(declared, columns.Rows(context.Book(data.Rows), cut: 0).Select(rows => Batch(rows, columns, declared)));
    }

    private static ColumnBatch Batch(TreeRows rows, InputColumns columns, TableColumns declared) => new(
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
