namespace Federated.Computations.Statistics;

/// <summary>A node's rows as batches that are read anew on every pass, so that a table larger than memory is summed as it streams by.</summary>
/// <param name="columns">What the columns of every batch are.</param>
/// <param name="batches">Enumerated once for each <see cref="Add"/>; at most <see cref="ColumnBatch.MaximumRows"/> rows together.</param>
public sealed class ColumnBatches(TableColumns columns, IEnumerable<ColumnBatch> batches) : IColumnSums
{
    /// <inheritdoc/>
    public TableColumns Columns => columns;

    /// <inheritdoc/>
    /// <exception cref="ContributionException">More rows than a node takes.</exception>
    public void Add(IReadOnlyList<ColumnSum> sums, Span<double> into)
    {
        long rows = 0;
        foreach (ColumnBatch batch in batches)
        {
            rows += batch.Rows;
            if (rows > ColumnBatch.MaximumRows)
                throw new ContributionException($"The table has more than {ColumnBatch.MaximumRows} rows, the most of one node. Nothing was sent; select fewer rows.");
            batch.Add(sums, into);
        }
    }
}
