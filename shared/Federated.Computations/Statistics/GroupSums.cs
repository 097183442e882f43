namespace Federated.Computations.Statistics;

/// <summary>
/// Rows and a measure by one or two category columns: COUNT(*), COUNT(u), SUM(u), SUM(u·u) GROUP BY the columns, for each group these four, groups in the order
/// of the declared values and last the missing and undeclared ones; with two columns the first runs slowest. Without a measure, the rows alone.
/// </summary>
/// <param name="First">Index of the first category column.</param>
/// <param name="FirstValues">How many values it declares.</param>
/// <param name="Second">Index of the second category column; null with one.</param>
/// <param name="SecondValues">How many values that declares; 0 with one column.</param>
/// <param name="Measure">Index of the numeric column u; null for none.</param>
public sealed record GroupSums(int First, int FirstValues, int? Second, int SecondValues, int? Measure) : ColumnSum
{
    /// <summary>Numbers for each group: 4 with a measure, else 1.</summary>
    public int Figures => Measure is null ? 1 : 4;

    /// <summary>Groups of the second column, the rest among them; 1 without one.</summary>
    public int SecondGroups => Second is null ? 1 : SecondValues + 1;

    /// <summary>Groups of the first column, the rest among them.</summary>
    public int FirstGroups => FirstValues + 1;

    /// <inheritdoc/>
    public override int Length => FirstGroups * SecondGroups * Figures;

    internal override bool HasFractions => Measure is not null;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        ReadOnlySpan<int> first = batch.Categories[First].Span;
        ReadOnlySpan<int> second = Second is { } other ? batch.Categories[other].Span : default;
        NumericColumn? measure = Measure is { } index ? batch.Columns.Numeric[index] : null;
        ReadOnlySpan<double> values = Measure is { } column ? batch.Numeric[column].Span : default;
        for (int row = 0; row < batch.Rows; row++)
        {
            int group = first[row] < 0 ? FirstValues : first[row];
            if (Second is not null)
                group = (group * SecondGroups) + (second[row] < 0 ? SecondValues : second[row]);
            Span<double> figures = into.Slice(group * Figures, Figures);
            figures[0]++;
            if (measure is null || !double.IsFinite(values[row]))
                continue;
            double share = measure.ShareOf(values[row]);
            figures[1]++;
            figures[2] += share;
            figures[3] += share * share;
        }
    }
}
