using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// Count, mean, deviation and category counts of a joint table, in one round: the rows, <see cref="ColumnMoments"/> of each numeric column and
/// <see cref="CategoryCounts"/> of each category column. Counts are exact; mean and deviation are those of the pooled rows to about 1e-12 of the declared
/// range (see <see cref="SumForm"/>), and withheld for a column with fewer values than the floor. Counts below the floor are merged into "other", and so is the next smallest when only one fell: what is
/// reported never gives one suppressed count by subtraction. The coordinator itself sees the sums.
/// </summary>
public sealed class FederatedStatistics : JointSums<StatisticsState>
{
    // Of u in [0, 1]: what summing doubles leaves of a variance that is 0.
    private const double ConstantVariance = 1e-13;

    /// <inheritdoc/>
    public override TableColumns ColumnsOf(StatisticsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(StatisticsState state) => state is not StatisticsRequested
        ? []
        :
        [
            new RowTotal(),
            .. state.Columns.Numeric.Select((_, index) => new ColumnMoments(index)),
            .. state.Columns.Categories.Select((column, index) => new CategoryCounts(index, column.Values.Length)),
        ];

    /// <inheritdoc/>
    public override StatisticsState Answer(StatisticsState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (state is not StatisticsRequested requested)
            throw new InvalidOperationException("The statistics are computed already; no round is left.");
        TableColumns columns = state.Columns;
        long rows = answers.RowsIn(0, 0);
        int categories = 1 + columns.Numeric.Length;
        return new StatisticsComputed(columns, new TableStatistics(
            rows,
            [.. columns.Numeric.Select((column, index) => Numeric(column, answers, 1 + index, rows, requested.Floor))],
            [.. columns.Categories.Select((column, index) => Category(column, answers, categories + index, rows, requested.Floor))]));
    }

    /// <inheritdoc/>
    public override bool IsDone(StatisticsState state) => state is StatisticsComputed;

    private static NumericStatistics Numeric(NumericColumn column, SumAnswers answers, int sum, long rows, int floor)
    {
        long count = answers.RowsIn(sum, 0, rows);
        ReadOnlySpan<double> figures = answers[sum];
        bool isShown = count > 0 && count >= floor;
        double mean = isShown ? Math.Clamp(figures[1] / count, 0, 1) : 0.5;
        double variance = isShown ? (figures[2] / count) - (mean * mean) : 0;
        double missing = rows == 0 ? 0 : (double)(rows - count) / rows;
        return new NumericStatistics(column.Name, count, missing, column.Minimum + (mean * column.Width), variance < ConstantVariance ? 0 : Math.Sqrt(variance) * column.Width);
    }

    private static CategoryStatistics Category(CategoryColumn column, SumAnswers answers, int sum, long rows, int floor)
    {
        long[] counts = [.. Enumerable.Range(0, column.Values.Length).Select(value => answers.RowsIn(sum, value, rows))];
        return CountFloor.Apply(column.Name, counts, rows, floor);
    }
}
