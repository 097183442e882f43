namespace Federated.Computations.Statistics;

/// <summary>
/// One question to a node's rows, answered by <see cref="Length"/> numbers of at least 0, each at most the number of rows: a sum of ones or of values in [0, 1].
/// A closed family; what each member counts is written at the member in words that translate to SQL. A numeric value x stands in these sums as
/// u = (x − minimum) ÷ (maximum − minimum) by the column's declared range, x moved to the nearest end when outside; NaN and NULL are missing.
/// </summary>
public abstract record ColumnSum
{
    private protected ColumnSum()
    {
    }

    /// <summary>Numbers in the answer.</summary>
    public abstract int Length { get; }

    /// <summary>False when every number in the answer is whole, or a multiple of 1/256.</summary>
    internal virtual bool HasFractions => false;

    /// <summary>Coordinates that <see cref="Widen"/> adds on the node.</summary>
    internal virtual int ExtraLength => 0;

    /// <summary>Adds what a batch's rows answer.</summary>
    internal abstract void Add(ColumnBatch batch, Span<double> into);

    /// <summary>Derives the node's extra coordinates from its complete sums.</summary>
    internal virtual void Widen(ReadOnlySpan<double> sums, Span<double> extra)
    {
    }
}
