using Federated.Computations;
using Federated.Computations.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Which periods the partners have in common, so that the past ends for all at the same ones.</summary>
internal sealed class CalendarStage(ForecastContext context) : Stage<CalendarState, IPeriodSums>("calendar")
{
    public override int MostRounds => 1;

    /// <summary>The cuts.</summary>
    /// <exception cref="TaskStateException">The periods are not known yet, or too few.</exception>
    public ForecastPlan Plan(TaskState state) =>
        new(Of(state).Result ?? throw new TaskStateException("The job does not know its periods yet."), context.Settings) { HeldPrices = Of(state).Held };

    /// <summary>At least the rows of any one node, with room for a table that grows while the job runs.</summary>
    public long RowBound(TaskState state) => Math.Clamp(2 * (Of(state).Result?.Rows ?? 1), 1, int.MaxValue);

    protected override IComputation<CalendarState, IPeriodSums> Computation(TaskState state) => new FederatedCalendar();

    protected override CalendarState Start(TaskState before) => new(context.Fields.Period.Count, context.Fields.PricedValues);

    protected override CalendarState Read(ModelSnapshot part, TaskState state) => CalendarSnapshot.Read(part, context.Fields.Period.Count, context.Fields.PricedValues);

    protected override ModelSnapshot Write(CalendarState state) => CalendarSnapshot.Write(state);

    protected override IPeriodSums Data(TaskState state, TaskData data) => new Periods(context.Fields, data.Rows);

    private sealed class Periods(ForecastFields fields, ITaskRows rows) : IPeriodSums
    {
        public long Mark(Span<double> into)
        {
            long count = 0;
            foreach (LocalTable table in rows.Batches())
            {
                ReadOnlySpan<double> periods = table.Numbers(fields.Period.Name);
                ReadOnlySpan<int> priced = fields.PriceBy < 0 ? [] : table.Categories(fields.Series[fields.PriceBy].Name);
                for (int row = 0; row < table.RowCount; row++)
                {
                    if (fields.Period.Of(periods[row]) is not (>= 0 and var period))
                        continue;
                    into[period] = 1;
                    if (!priced.IsEmpty && priced[row] >= 0)
                        into[fields.Period.Count + priced[row]] = 1;
                    count++;
                }
            }

            return count;
        }
    }
}
