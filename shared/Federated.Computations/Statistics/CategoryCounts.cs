namespace Federated.Computations.Statistics;

/// <summary>Rows of each declared value: COUNT(*) GROUP BY value, in the order declared. Missing and undeclared values are what is left of the rows.</summary>
/// <param name="Category">Index of the category column.</param>
/// <param name="Values">How many values the column declares.</param>
public sealed record CategoryCounts(int Category, int Values) : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => Values;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        foreach (int cell in batch.Categories[Category].Span)
        {
            if (cell >= 0)
                into[cell]++;
        }
    }
}
