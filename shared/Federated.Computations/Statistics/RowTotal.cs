namespace Federated.Computations.Statistics;

/// <summary>All rows: COUNT(*). One number.</summary>
public sealed record RowTotal : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => 1;

    internal override void Add(ColumnBatch batch, Span<double> into) => into[0] += batch.Rows;
}
