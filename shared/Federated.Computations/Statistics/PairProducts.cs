namespace Federated.Computations.Statistics;

/// <summary>
/// What the correlation of two numeric columns needs, over the rows that have both values u and v:
/// COUNT(*), SUM(u), SUM(v), SUM(u·u), SUM(v·v), SUM(u·v).
/// </summary>
/// <param name="First">Index of the numeric column u.</param>
/// <param name="Second">Index of the numeric column v.</param>
public sealed record PairProducts(int First, int Second) : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => 6;

    internal override bool HasFractions => true;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        NumericColumn first = batch.Columns.Numeric[First], second = batch.Columns.Numeric[Second];
        ReadOnlySpan<double> left = batch.Numeric[First].Span, right = batch.Numeric[Second].Span;
        double count = 0, sumU = 0, sumV = 0, squaresU = 0, squaresV = 0, products = 0;
        for (int row = 0; row < left.Length; row++)
        {
            if (!double.IsFinite(left[row]) || !double.IsFinite(right[row]))
                continue;
            double u = first.ShareOf(left[row]), v = second.ShareOf(right[row]);
            count++;
            sumU += u;
            sumV += v;
            squaresU += u * u;
            squaresV += v * v;
            products += u * v;
        }

        into[0] += count;
        into[1] += sumU;
        into[2] += sumV;
        into[3] += squaresU;
        into[4] += squaresV;
        into[5] += products;
    }
}
