using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// Count, mean, deviation and category counts of a joint table, in one round. A node adds up, for each numeric column, the number of values, Σu and Σu²,
/// where u is the value moved to [0, 1] by the declared range (values outside count as its nearest end); for each category column, the rows of every
/// declared value. With 48 bits and a bound of 2²⁴ rows a node, a sum is off by less than 2⁻²³ for each node: counts are exact once rounded, and
/// the mean is exact to about the range × 10⁻⁷ × nodes ÷ rows. Counts below the floor are merged into "other", and so is the next smallest when only one fell: what is
/// reported never gives one suppressed count by subtraction. The coordinator itself sees the sums.
/// </summary>
public sealed class FederatedStatistics : IComputation<StatisticsState, ColumnBatch>
{
    private const int Bits = 48;

    /// <inheritdoc/>
    public ContributionSpec Specify(StatisticsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int length = new StatisticsLayout(state.Columns).Length;
        return new ContributionSpec(length, ColumnBatch.MaximumRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(StatisticsState state, ColumnBatch data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        RequireSameColumns(state.Columns, data.Columns);
        var layout = new StatisticsLayout(state.Columns);
        Span<double> values = into.Values;
        values.Clear();
        values[StatisticsLayout.RowCount] = data.Rows;
        for (int column = 0; column < data.Numeric.Length; column++)
            AddNumeric(state.Columns.Numeric[column], data.Numeric[column].Span, values.Slice(StatisticsLayout.Numeric(column), StatisticsLayout.NumericWidth));
        for (int column = 0; column < data.Categories.Length; column++)
            AddCategory(data.Categories[column].Span, values[layout.Category(column)..]);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public StatisticsState Apply(StatisticsState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (state is not StatisticsRequested requested)
            throw new InvalidOperationException("The statistics are computed already; no round is left.");
        sum.RequireFit(Specify(state));
        var layout = new StatisticsLayout(state.Columns);
        long rows = SummedCount.Of(sum.Values, StatisticsLayout.RowCount, (long)sum.Contributors * ColumnBatch.MaximumRows);
        var numeric = ImmutableArray.CreateBuilder<NumericStatistics>();
        for (int column = 0; column < state.Columns.Numeric.Length; column++)
            numeric.Add(Numeric(state.Columns.Numeric[column], sum.Values, StatisticsLayout.Numeric(column), rows));
        var categories = ImmutableArray.CreateBuilder<CategoryStatistics>();
        for (int column = 0; column < state.Columns.Categories.Length; column++)
        {
            CategoryColumn declared = state.Columns.Categories[column];
            var counts = new long[declared.Values.Length];
            for (int value = 0; value < counts.Length; value++)
                counts[value] = SummedCount.Of(sum.Values, layout.Category(column) + value, rows);
            categories.Add(CountFloor.Apply(declared.Name, counts, rows, requested.Floor));
        }

        return new StatisticsComputed(state.Columns, new TableStatistics(rows, numeric.ToImmutable(), categories.ToImmutable()));
    }

    /// <inheritdoc/>
    public bool IsDone(StatisticsState state) => state is StatisticsComputed;

    private static void AddNumeric(NumericColumn column, ReadOnlySpan<double> cells, Span<double> figures)
    {
        double count = 0, sum = 0, squares = 0;
        double width = column.Maximum - column.Minimum;
        foreach (double cell in cells)
        {
            if (!double.IsFinite(cell))
                continue;
            double scaled = (Math.Clamp(cell, column.Minimum, column.Maximum) - column.Minimum) / width;
            count++;
            sum += scaled;
            squares += scaled * scaled;
        }

        figures[0] = count;
        figures[1] = sum;
        figures[2] = squares;
    }

    private static void AddCategory(ReadOnlySpan<int> cells, Span<double> counts)
    {
        foreach (int cell in cells)
        {
            if (cell >= 0)
                counts[cell]++;
        }
    }

    private static NumericStatistics Numeric(NumericColumn column, ReadOnlySpan<double> sums, int start, long rows)
    {
        long count = SummedCount.Of(sums, start, rows);
        double width = column.Maximum - column.Minimum;
        double mean = count == 0 ? 0.5 : Math.Clamp(sums[start + 1] / count, 0, 1);
        double variance = count == 0 ? 0 : Math.Max(0, (sums[start + 2] / count) - (mean * mean));
        double missing = rows == 0 ? 0 : (double)(rows - count) / rows;
        return new NumericStatistics(column.Name, count, missing, column.Minimum + (mean * width), Math.Sqrt(variance) * width);
    }

    private static void RequireSameColumns(TableColumns asked, TableColumns held)
    {
        if (!asked.Numeric.SequenceEqual(held.Numeric) || !asked.Categories.SequenceEqual(held.Categories))
            throw new ContributionException("The rows have other columns, ranges or declared values than the job asks for; map them to the job's schema.");
    }
}
