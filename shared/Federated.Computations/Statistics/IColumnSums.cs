namespace Federated.Computations.Statistics;

/// <summary>
/// What a node's rows answer: sums, never rows. Every <see cref="ColumnSum"/> is a COUNT or SUM with at most a GROUP BY over expressions of the columns,
/// so that it can be computed over batches in the process (<see cref="ColumnBatches"/>) or by the database that holds the rows.
/// </summary>
public interface IColumnSums
{
    /// <summary>The columns that the rows are mapped to.</summary>
    TableColumns Columns { get; }

    /// <summary>Adds the answers, one after the other in the order asked, in one pass over the rows.</summary>
    /// <param name="sums">What is asked; of these columns.</param>
    /// <param name="into">As long as the sums are together; added to, not overwritten.</param>
    void Add(IReadOnlyList<ColumnSum> sums, Span<double> into);
}
