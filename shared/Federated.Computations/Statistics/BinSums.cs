using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// A numeric column's histogram: the rows in each cell, then Σu in each cell: COUNT(*), SUM(u) GROUP BY cell. A value's cell is the number of edges that
/// are not above it (after it was moved into the declared range), so that there is one cell more than edges; missing values are in none.
/// </summary>
/// <param name="Numeric">Index of the numeric column.</param>
/// <param name="Edges">Strictly ascending.</param>
public sealed record BinSums(int Numeric, ImmutableArray<double> Edges) : ColumnSum
{
    /// <summary>Edges and one.</summary>
    public int Cells => Edges.Length + 1;

    /// <inheritdoc/>
    public override int Length => 2 * Cells;

    internal override bool HasFractions => true;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        NumericColumn column = batch.Columns.Numeric[Numeric];
        Span<double> counts = into[..Cells], sums = into[Cells..];
        foreach (double cell in batch.Numeric[Numeric].Span)
        {
            if (!double.IsFinite(cell))
                continue;
            int bin = BinEdges.CellOf(Edges, Math.Clamp(cell, column.Minimum, column.Maximum));
            counts[bin]++;
            sums[bin] += column.ShareOf(cell);
        }
    }
}
