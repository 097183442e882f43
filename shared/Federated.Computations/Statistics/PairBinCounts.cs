using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// The joint histogram of two numeric columns: COUNT(*) GROUP BY both cells over the rows that have both values, the first column's cell running slowest.
/// Cells are those of <see cref="BinSums"/>.
/// </summary>
/// <param name="First">Index of the first numeric column.</param>
/// <param name="FirstEdges">Its edges, strictly ascending.</param>
/// <param name="Second">Index of the second numeric column.</param>
/// <param name="SecondEdges">Its edges, strictly ascending.</param>
public sealed record PairBinCounts(int First, ImmutableArray<double> FirstEdges, int Second, ImmutableArray<double> SecondEdges) : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => (FirstEdges.Length + 1) * (SecondEdges.Length + 1);

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        NumericColumn first = batch.Columns.Numeric[First], second = batch.Columns.Numeric[Second];
        ReadOnlySpan<double> left = batch.Numeric[First].Span, right = batch.Numeric[Second].Span;
        int columns = SecondEdges.Length + 1;
        for (int row = 0; row < left.Length; row++)
        {
            if (!double.IsFinite(left[row]) || !double.IsFinite(right[row]))
                continue;
            int slow = BinEdges.CellOf(FirstEdges, Math.Clamp(left[row], first.Minimum, first.Maximum));
            int fast = BinEdges.CellOf(SecondEdges, Math.Clamp(right[row], second.Minimum, second.Maximum));
            into[(slow * columns) + fast]++;
        }
    }
}
