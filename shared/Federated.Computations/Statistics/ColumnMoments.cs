namespace Federated.Computations.Statistics;

/// <summary>Moments of a numeric column: COUNT(u), SUM(u), SUM(u·u) over the rows that have a value.</summary>
/// <param name="Numeric">Index of the numeric column.</param>
public sealed record ColumnMoments(int Numeric) : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => 3;

    internal override bool HasFractions => true;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        NumericColumn column = batch.Columns.Numeric[Numeric];
        double count = 0, sum = 0, squares = 0;
        foreach (double cell in batch.Numeric[Numeric].Span)
        {
            if (!double.IsFinite(cell))
                continue;
            double share = column.ShareOf(cell);
            count++;
            sum += share;
            squares += share * share;
        }

        into[0] += count;
        into[1] += sum;
        into[2] += squares;
    }
}
